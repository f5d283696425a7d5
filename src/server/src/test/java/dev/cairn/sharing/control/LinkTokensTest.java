package dev.cairn.sharing.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.platform.control.Keys;
import dev.cairn.platform.control.TestSettings;
import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class LinkTokensTest {

    private static final int MANY = 10_000;
    private static final int SYMBOLS = 64;

    /// With 63 degrees of freedom, a fair die is worse than this once in some 10^10 tries.
    private static final double CHI_SQUARE_LIMIT = 170;

    private final LinkTokens tokens = new LinkTokens(new Keys(TestSettings.good()), TestSettings.good());

    @Test
    void tokens_do_not_repeat_and_every_symbol_is_as_likely_as_any_other() { // S1
        var all = new HashSet<String>();
        var counts = new int[128];
        for (int i = 0; i < MANY; i++) {
            var token = tokens.token(tokens.newSeed());
            all.add(token);
            token.chars().forEach(symbol -> counts[symbol]++);
        }

        assertThat(all).hasSize(MANY).allMatch(LinkTokens::isToken);
        double expected = (double) MANY * all.iterator().next().length() / SYMBOLS;
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += count == 0 ? 0 : (count - expected) * (count - expected) / expected;
        }
        assertThat(Arrays.stream(counts).filter(count -> count > 0)).hasSize(SYMBOLS);
        assertThat(chiSquare).isLessThan(CHI_SQUARE_LIMIT);
    }
}
