/// The store by S3: the only package that knows it.
@NullMarked
package dev.cairn.packs.s3;

import org.jspecify.annotations.NullMarked;
