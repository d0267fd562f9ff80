import Testing

@testable import Outline

/// The markup in lines of text: breaks that were meant, emphasis beside ideographs.
struct InlineTests {
  static let cases: [DialectCase] = [
    .init("short lines", "Monday → rain\nTuesday → sun", "", ["Monday → rain⏎Tuesday → sun"]),
    .init("verses", "Roses are red,\nViolets are blue,\nand so on", "", ["Roses are red,⏎Violets are blue, and so on"]),
    .init(
      "numbers that are no list", "Fig. 1: Cycle\n1 → 2  heat\n2 → 3  work", "",
      ["Fig. 1: Cycle⏎1 → 2  heat⏎2 → 3  work"]),
    .init("text that goes on", "Roses are red\nand violets blue", "", ["Roses are red and violets blue"]),
    .init(
      "wrapped text",
      "This is a paragraph that was wrapped at some sixty columns by\nMary, who writes so always, at sixty columns, and with\nGeorge.",
      "",
      [
        "This is a paragraph that was wrapped at some sixty columns by Mary, who writes so always, at sixty columns, and with George."
      ]),
    .init("wide punctuation inside", "**x：**y and **要点：**摘要", "", ["x：y and 要点：摘要"]),
    .init("wide punctuation in titles", "# **x：**y\n- a**（b）**c", "# x：y\n  - a（b）c"),
    .init("wide punctuation outside", "**不對**，and **a**。", "", ["不對，and a。"]),
  ]

  @Test(arguments: cases) func linesAreReadAsTheyAreMeant(_ sample: DialectCase) { sample.check() }
}
