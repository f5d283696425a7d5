package dev.cairn.content.boundary;

import dev.cairn.content.control.PictureSize;
import dev.cairn.core.problem.ProblemException;
import dev.cairn.core.problem.ProblemType;

/// The parameter `size` of a preview.
public record PictureSizeForm(PictureSize size) {

    /// @throws ProblemException `BAD_REQUEST`
    public static PictureSizeForm valueOf(String form) {
        try {
            return new PictureSizeForm(PictureSize.of(form));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "size is small, medium or large.");
        }
    }
}
