package dev.hmdb.processor;

import javax.lang.model.element.Element;

/**
 * Where a type is used.
 *
 * @param element what a complaint about it points at
 * @param path what a complaint calls it: {@code Account.tags}
 */
record Place(Element element, String path) {}
