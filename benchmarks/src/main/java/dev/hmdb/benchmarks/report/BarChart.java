package dev.hmdb.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart of horizontal bars, as an SVG that is read on a light and on a dark page. */
final class BarChart {
  /*
   * Bars begin at 0, always: a shortened or logarithmic axis would make stores look alike or apart that
   * are not. The value stands beside each bar, so that small ones can be read as well.
   *
   * The chart has a background of its own, in both schemes: what the page behind it looks like, an SVG
   * that is shown as an image cannot know for sure.
   *
   * Why not a library: those looked at draw with fixed colours and letters as outlines or in fonts of the
   * machine, and a chart of bars is the lines below.
   */
  private static final int WIDTH = 760;
  private static final int MARGIN = 16;
  private static final int LABELS = 128;
  private static final int VALUES = 200;
  private static final int LONGEST_BAR = WIDTH - 2 * MARGIN - LABELS - VALUES;
  private static final int ROW = 26;
  private static final int BAR = 16;
  private static final int LINE = 16;
  private static final String STYLE =
      """
      <style>
      text { font: 13px system-ui, sans-serif; fill: #1f2328 }
      .title { font-size: 16px; font-weight: 600 }
      .small { font-size: 12px; fill: #59636e }
      .page { fill: #ffffff; stroke: #d1d9e0 }
      .peer { fill: #9aa4af } .limit { fill: #d1d9e0 } .subject { fill: #0969da }
      .spread { stroke: #1f2328; stroke-width: 1.5 }
      @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc }
      .small { fill: #9198a1 }
      .page { fill: #0d1117; stroke: #3d444d }
      .peer { fill: #656c76 } .limit { fill: #3d444d } .subject { fill: #4493f8 }
      .spread { stroke: #f0f6fc }
      }
      </style>
      """;

  /** Whose a bar is. */
  enum Kind {
    SUBJECT,
    LIMIT,
    PEER
  }

  private record Bar(String label, Series values, Kind kind) {}

  private final String title;
  private final String subtitle;
  private final List<Bar> bars = new ArrayList<>();
  private final List<String> footnotes = new ArrayList<>();

  BarChart(String title, String subtitle) {
    this.title = title;
    this.subtitle = subtitle;
  }

  /** One more bar below the others. */
  void bar(String label, Series values, Kind kind) {
    bars.add(new Bar(label, values, kind));
  }

  /** One more line below all bars. */
  void footnote(String line) {
    footnotes.add(line);
  }

  String svg() {
    int head = MARGIN + 2 * LINE + 16;
    int height = head + bars.size() * ROW + footnotes.size() * LINE + MARGIN + 8;
    StringBuilder out = new StringBuilder();
    out.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\""
                + " viewBox=\"0 0 %1$d %2$d\" role=\"img\">%n",
            WIDTH, height));
    out.append(format("<title>%s (%s)</title>%n", escape(title), escape(subtitle)));
    out.append(STYLE);
    out.append(
        format(
            "<rect class=\"page\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"6\"/>%n",
            WIDTH - 1, height - 1));
    text(out, "title", MARGIN, MARGIN + 12, title);
    text(out, "small", MARGIN, MARGIN + 12 + LINE + 2, subtitle);
    double longest = bars.stream().mapToDouble(bar -> bar.values.quantile(0.75)).max().orElse(1);
    for (int i = 0; i < bars.size(); i++) {
      bar(out, bars.get(i), head + i * ROW, LONGEST_BAR / longest);
    }
    int at = head + bars.size() * ROW + LINE;
    for (String footnote : footnotes) {
      text(out, "small", MARGIN, at, footnote);
      at += LINE;
    }
    return out.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder out, Bar bar, int top, double scale) {
    int left = MARGIN + LABELS;
    double median = bar.values.median() * scale;
    double low = bar.values.quantile(0.25) * scale;
    double high = bar.values.quantile(0.75) * scale;
    text(out, "", MARGIN, top + 13, bar.label);
    out.append(
        format(
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
            bar.kind.name().toLowerCase(Locale.ROOT), left, top, Math.max(1, median), BAR));
    if (high - low >= 1) {
      out.append(
          format(
              "<path class=\"spread\" d=\"M%.1f %dH%.1f\"/>%n",
              left + low, top + BAR / 2, left + high));
    }
    String value = Text.amount(bar.values.median());
    if (bar.values.count() > 1) {
      value +=
          format(
              " (%s to %s)",
              Text.amount(bar.values.quantile(0.25)), Text.amount(bar.values.quantile(0.75)));
    }
    text(out, "", (int) (left + Math.max(median, high)) + 8, top + 13, value);
  }

  private static void text(StringBuilder out, String style, int x, int y, String text) {
    String attribute = style.isEmpty() ? "" : " class=\"" + style + "\"";
    out.append(format("<text%s x=\"%d\" y=\"%d\">%s</text>%n", attribute, x, y, escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values).replace(System.lineSeparator(), "\n");
  }
}
