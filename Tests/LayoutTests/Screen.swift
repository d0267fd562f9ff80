import Outline

@testable import Layout

/// The lines as text, for comparing with a picture.
func picture(_ lines: [TextLine]) -> [String] {
  lines.map { line in
    var text = line.text
    while text.last == " " { text.removeLast() }
    return text
  }
}

/// Runs from a source in which `*x*` is emphasis-free text: each piece is verbatim, one after the other.
func runs(_ pieces: String..., emphasis: RichText.Emphasis = []) -> [RichText.Run] {
  var offset = 0
  return pieces.map { piece in
    defer { offset += piece.utf8.count }
    return RichText.Run(
      text: piece, emphasis: emphasis, source: ByteOffset(offset)..<ByteOffset(offset + piece.utf8.count))
  }
}

func block(
  _ kind: RichText.Block.Kind, _ text: String = "", in containers: [RichText.Container] = [], line: Int = 0
) -> RichText.Block {
  let runs =
    text.isEmpty
    ? []
    : [RichText.Run(text: text, source: ByteOffset(line * 100)..<ByteOffset(line * 100 + text.utf8.count))]
  return RichText.Block(
    kind: kind, containers: containers, runs: runs,
    source: ByteOffset(line * 100)..<ByteOffset(line * 100 + text.utf8.count))
}
