package dev.cairn.platform.control;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A class without state, of which one object serves all threads.
///
/// A `@Dependent` object, and all that it asks for, would be made anew for every request, which costs
/// more than most requests do; an `@ApplicationScoped` class needs a second constructor for its
/// proxy. All fields are final, and what they hold may be used by any number of threads. Decision
/// 0015.
@Stereotype
@Singleton
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OneObject {}
