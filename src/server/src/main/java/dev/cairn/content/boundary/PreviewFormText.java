package dev.cairn.content.boundary;

import dev.cairn.content.control.PreviewForm;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;

/// The parameter `size` of a preview.
public record PreviewFormText(PreviewForm form) {

    /// @throws ProblemException `BAD_REQUEST`
    public static PreviewFormText valueOf(String text) {
        try {
            return new PreviewFormText(PreviewForm.of(text));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "size is small, medium, large or text.");
        }
    }
}
