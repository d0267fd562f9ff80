import Export
import Testing

@Suite struct ManualPageTests {
  @Test func textIsNeverARequestToTheFormatter() {
    let page = ManualPage(
      name: "gloss", version: "1", date: "2031-02-03", abstract: "Read - and write.",
      discussion: ".SH not\n'no\nback\\slash ^X ~ `a`",
      commands: [
        .init(
          synopsis: "gloss check PATH", abstract: "Look.", discussion: "", items: [.init(name: "--format F", help: "x")]
        )
      ],
      keys: [.init(title: "Moving", items: [.init(name: "'  ^N", help: "down")])],
      sections: [.init(title: "Files", text: "here")])
    #expect(
      page.text == #"""
        .\" Made by gloss manual; do not edit.
        .TH GLOSS 1 "2031-02-03" "gloss 1" "User Commands"
        .SH NAME
        gloss \- Read \- and write.
        .SH SYNOPSIS
        .B gloss check PATH
        .SH DESCRIPTION
        \&.SH not
        \(aqno
        back\eslash \(haX \(ti \(gaa\(ga
        .SH COMMANDS
        .SS gloss check PATH
        Look.
        .TP
        .B \-\-format F
        x
        .SH KEYS
        .SS Moving
        .TP
        .B \(aq  \(haN
        down
        .SH FILES
        here

        """#)
  }
}
