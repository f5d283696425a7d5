package dev.cairn.content.control;

import java.util.Set;

/// Text that is shown as it is, whatever language it is in.
public enum TextForm implements PreviewForm {
    /// The first [Previews#TEXT_BYTES] of it.
    BEGINNING;

    /// The last ones are names of files that have no ending.
    private static final Set<String> ENDINGS =
            Set.of(("txt text md markdown rst adoc tex bib org log csv tsv diff patch"
                            + " srt vtt ics vcf eml java kt kts scala groovy gradle c h cc cpp cxx hpp cs m swift go rs zig py rb"
                            + " pl pm php lua r jl dart js mjs cjs jsx ts tsx vue svelte html htm xhtml xml xsl xsd svg css scss"
                            + " sass less json jsonl json5 geojson yaml yml toml ini cfg conf properties env sql graphql proto"
                            + " sh bash zsh fish bat cmd ps1 awk sed vim el lisp clj hs ml ex exs erl tf cmake mk"
                            + " gitignore gitattributes editorconfig dockerfile makefile readme license")
                    .split(" "));

    @Override
    public boolean suits(String fileName, long size) {
        return size > 0 && ENDINGS.contains(PreviewForm.ending(fileName));
    }

    @Override
    public String form() {
        return "text";
    }
}
