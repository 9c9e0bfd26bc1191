package dev.hmdb.processor;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with places to fill in: <code>{{name}}</code>. */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private Template() {}

  /**
   * The text with every place filled.
   *
   * @throws IllegalArgumentException if there is no value for a place
   */
  static String fill(String text, Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> {
          String value = values.get(place.group(1));
          if (value == null) {
            throw new IllegalArgumentException("no value for " + place.group());
          }
          return Matcher.quoteReplacement(value);
        });
  }
}
