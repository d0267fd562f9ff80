import Foundation
import Seeding
import Testing
import TextWidth

@testable import Editor

/// The number of random steps that a property is tried for; a million and more with `GLOSS_TEST_STEPS`.
private let steps = ProcessInfo.processInfo.environment["GLOSS_TEST_STEPS"].flatMap { Int($0) } ?? 3_000

private let pieces = [
  "a", "b", "word", " ", " ", "  ", "\n", "\n", "\n\n", "- ", "1. ", "> ", "\t", "é", "e\u{301}", "\u{301}", "\u{200D}",
  "👩", "👩‍👩‍👧", "🇩", "🇩🇪", "日本", "かな", "カナ", ".", ",", "(", "\u{1B}[0m", "\u{0}", "\r\n", "\r", "\u{85}",
  "\u{2028}", "\u{202E}", "\u{FEFF}", "각", "\u{1100}", "x-y", "```\n", "| a |", "# ",
]

extension TextEditor {
  /// Checks the invariants that hold after every action.
  func checkInvariants(_ comment: String) {
    let characters = boundaries(of: text)
    #expect(characters.contains(cursor.rawValue), "cursor inside a cluster: \(comment)")
    if let anchor { #expect(characters.contains(anchor.rawValue), "anchor inside a cluster: \(comment)") }
    #expect(!text.utf8.contains(13), "a carriage return: \(comment)")
  }
}

/// The offsets between the grapheme clusters of `text`.
private func boundaries(of text: String) -> [Int] {
  var offset = 0
  return [0]
    + text.map {
      offset += String($0).utf8.count
      return offset
    }
}

@Suite struct EditorPropertyTests {
  /// A text and its cursor, edited in the plainest way.
  private struct Model {
    var text = ""
    var cursor = 0

    mutating func replace(_ range: Range<Int>, with new: String) {
      let bytes = Array(text.utf8)
      let start = String(decoding: bytes[..<range.lowerBound], as: UTF8.self)
      text = start + new + String(decoding: bytes[range.upperBound...], as: UTF8.self)
      let after = range.lowerBound + new.utf8.count
      cursor = boundaries(of: text).first { $0 >= after } ?? after
    }

    var left: Int { boundaries(of: text).last { $0 < cursor } ?? 0 }
    var right: Int { boundaries(of: text).first { $0 > cursor } ?? cursor }
    var lineStart: Int { (Array(text.utf8.prefix(cursor)).lastIndex(of: 10) ?? -1) + 1 }
    var lineEnd: Int { Array(text.utf8)[cursor...].firstIndex(of: 10) ?? text.utf8.count }
  }

  @Test func agreesWithAPlainString() {
    var random = Seeded(seed: 1)
    var model = Model()
    var editor = TextEditor()
    for step in 0..<steps {
      if model.text.utf8.count > 300 { (model, editor) = (Model(), TextEditor()) }
      let piece = pieces.randomElement(using: &random) ?? ""
      let action: EditorAction
      switch Int.random(in: 0..<14, using: &random) {
      case 0...5:
        action = .insert(piece)
        let new = piece.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
        model.replace(model.cursor..<model.cursor, with: new)
      case 6:
        action = .delete(.left)
        model.replace(model.left..<model.cursor, with: "")
      case 7:
        action = .delete(.right)
        model.replace(model.cursor..<model.right, with: "")
      case 8:
        action = .move(.left)
        model.cursor = model.left
      case 9:
        action = .move(.right)
        model.cursor = model.right
      case 10:
        action = .move(.lineStart)
        model.cursor = model.lineStart
      case 11:
        action = .move(.lineEnd)
        model.cursor = model.lineEnd
      case 12:
        action = .kill(.lineStart)
        model.replace(model.lineStart..<model.cursor, with: "")
      default:
        let target = Int.random(in: 0...model.text.utf8.count, using: &random)
        action = .place(TextOffset(target))
        model.cursor = boundaries(of: model.text).last { $0 <= target } ?? 0
      }
      editor.perform(action, in: geometry)
      editor.checkInvariants("step \(step), \(action)")
      guard Array(editor.text.utf8) == Array(model.text.utf8), editor.cursor.rawValue == model.cursor else {
        Issue.record("step \(step), \(action): \(marked(editor).debugDescription), not \(model)")
        return
      }
    }
  }

  private static let actions: [EditorAction] = [
    .newline, .delete(.left), .delete(.right), .delete(.wordLeft), .delete(.lineEnd), .deleteObject(.wholeLine),
    .move(.left), .move(.right), .move(.up), .move(.down), .move(.wordLeft), .move(.wordRight), .move(.rowEnd),
    .move(.nextWordStart), .move(.nextWordEnd), .move(.paragraphUp), .move(.paragraphDown), .move(.textStart),
    .select(.left), .select(.down), .select(.wordRight), .selectObject(.word), .selectObject(.paragraph), .toggleMark,
    .swapEnds, .deselect, .indent, .outdent, .transposeCharacters, .transposeWords, .changeCase(.upper, .wordRight),
    .changeCase(.capitalized, .wordLeft), .moveLinesUp, .moveLinesDown, .joinLines, .fillParagraph(columns: 12),
    .kill(.lineEnd), .kill(.wordLeft), .killSelection, .killObject(.line), .copySelection, .yank, .yankPop, .undo,
    .undo, .redo, .find("a", forward: true), .find("本", forward: false), .move(.textEnd),
    .move(.character("a", forward: true, before: true)), .place(TextOffset(7)), .extend(TextOffset(40)),
  ]

  @Test func everyUndoLeadsBackToTheEmptyText() {
    var random = Seeded(seed: 2)
    var editor = TextEditor()
    var round = 0
    for step in 0..<steps {
      let typed = EditorAction.insert(pieces.randomElement(using: &random) ?? "")
      let action = Bool.random(using: &random) ? typed : Self.actions.randomElement(using: &random)
      let small = EditorGeometry(columns: 7)
      if let action {
        editor.perform(action, count: Int.random(in: 1...3, using: &random), in: small)
        editor.checkInvariants("step \(step), \(action)")
      }
      round += 1
      guard round == 400 || editor.text.utf8.count > 2_000 else { continue }
      round = 0
      let end = (Array(editor.text.utf8), editor.cursor)
      var redone = 0
      while editor.perform(.undo, in: small) {}
      #expect(editor.text.isEmpty, "step \(step)")
      while editor.perform(.redo, in: small) { redone += 1 }
      #expect(redone > 0)
      while editor.perform(.redo, in: small) {}
      if Array(editor.text.utf8) != end.0 {
        // Some steps had been taken back: the text is now the last one, and taking them back again gives it.
        while Array(editor.text.utf8) != end.0, editor.perform(.undo, in: small) {}
        #expect(Array(editor.text.utf8) == end.0, "step \(step)")
      }
      while editor.perform(.undo, in: small) {}
      #expect(editor.text.isEmpty, "step \(step)")
      editor = TextEditor()
    }
  }
}

@Suite struct LayoutPropertyTests {
  private static func text(_ random: inout Seeded, pieces count: Int) -> String {
    (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }

  @Test func rowsCoverTheTextAndFitTheArea() {
    var random = Seeded(seed: 3)
    for step in 0..<steps / 40 {
      let text = Self.text(&random, pieces: Int.random(in: 0...60, using: &random))
      var editor = TextEditor(text: text)
      let geometry = EditorGeometry(columns: Int.random(in: 1...20, using: &random))
      let count = editor.rowCount(in: geometry, limit: .max)
      let whole = editor.layout(in: geometry, rows: count)
      #expect(whole.rows.count == count && !whole.hasMoreAbove && !whole.hasMoreBelow)

      var shown = ""
      for (number, row) in whole.rows.enumerated() {
        shown += editor.text(in: row.range) + (row.continues || number == count - 1 ? "" : "\n")
        #expect(row.columns <= geometry.columns || row.stops.count == 1, "step \(step): \(row)")
        #expect(row.text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        let ends = [0] + row.stops.map(\.columns.upperBound)
        #expect(row.stops.map(\.columns.lowerBound) == ends.dropLast())
      }
      #expect(Array(shown.utf8) == Array(editor.text.utf8), "step \(step)")

      // From every place, each view shows the same rows, the cursor's among them.
      for offset in boundaries(of: editor.text) {
        editor.perform(.place(TextOffset(offset)), in: geometry)
        let height = Int.random(in: 1...6, using: &random)
        let top = TextOffset(Int.random(in: 0...editor.text.utf8.count, using: &random))
        let view = editor.layout(in: geometry, rows: height, top: top)
        let first = whole.rows.firstIndex { $0.range.lowerBound == view.top }
        #expect(first != nil)
        #expect(view.rows == Array(whole.rows[(first ?? 0)...].prefix(height)))
        #expect(view.rows.count == min(height, count))
        let row = view.rows[view.cursor.row]
        #expect(row.range.lowerBound.rawValue <= offset && offset <= row.range.upperBound.rawValue)
        #expect(view.cursor.column < geometry.columns)
        #expect(view.hasMoreAbove == (view.top > .zero))
        #expect(view.hasMoreBelow == (view.rows.last != whole.rows.last))
      }
    }
  }

  @Test func everyCellLeadsToThePlaceUnderIt() {
    var random = Seeded(seed: 4)
    for _ in 0..<steps / 60 {
      let editor = TextEditor(text: Self.text(&random, pieces: 30))
      let view = editor.layout(in: EditorGeometry(columns: 12), rows: 50)
      for (number, row) in view.rows.enumerated() {
        for stop in row.stops {
          for column in stop.columns { #expect(view.offset(row: number, column: column) == stop.offset) }
        }
        let beyond = view.offset(row: number, column: 99)
        #expect(row.range.lowerBound <= beyond && beyond <= row.range.upperBound)
      }
    }
  }

  @Test func aLineWithoutEndIsLaidOutInParts() {
    var random = Seeded(seed: 5)
    let text = Self.text(&random, pieces: 5_000)
    let line = text.split { ["\n", "\r", "\r\n"].contains($0) }.joined(separator: " ")
    var editor = TextEditor(text: line)
    let geometry = EditorGeometry(columns: 160)
    let wrapping = Wrapping(buffer: editor.buffer, geometry: geometry)
    #expect(line.utf8.count > 3 * Wrapping.segmentBytes)
    var forward: [Wrapping.Row] = []
    wrapping.forEachRow(from: .zero) {
      forward.append($0)
      return true
    }
    var backward: [Wrapping.Row] = []
    wrapping.forEachRowBackward(from: editor.buffer.end) {
      backward.append($0)
      return true
    }
    #expect(forward.dropLast() == ArraySlice(backward.reversed()))
    #expect(forward.map { editor.text(in: $0.range) }.joined() == line)

    // Down and up pass every row once.
    editor.perform(.move(.textStart), in: geometry)
    var passed = 1
    while editor.perform(.move(.down), in: geometry) { passed += 1 }
    #expect(passed == forward.count)
    while editor.perform(.move(.up), in: geometry) { passed -= 1 }
    #expect(passed == 1)
  }

  @Test func aClusterOfManyThousandMarksIsNoTrouble() {
    let zalgo = "e" + String(repeating: "\u{301}", count: 10_000)
    var editor = TextEditor(text: "a " + zalgo + " b")
    let geometry = EditorGeometry(columns: 10)
    #expect(editor.layout(in: geometry, rows: 5).rows.map(\.columns).reduce(0, +) == 5)
    editor.perform(.move(.left), count: 2, in: geometry)
    editor.perform(.delete(.left), in: geometry)
    #expect(editor.text == "a  b")
  }
}

@Suite struct GraphemeBreakTests {
  private static let file = "/usr/share/unicode/auxiliary/GraphemeBreakTest.txt"
  private static let isInstalled = FileManager.default.fileExists(atPath: file)

  @Test(.enabled(if: isInstalled, "needs the package unicode-data"))
  func stepsAreThoseOfUnicode() throws {
    let lines = try String(contentsOfFile: Self.file, encoding: .utf8).split(separator: "\n")
    var tried = 0
    var others: [Substring] = []
    for line in lines {
      let parts = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }
      guard parts.first == "÷" else { continue }
      var text = ""
      var expected: [Int] = []
      for part in parts {
        if part == "÷" {
          expected.append(text.utf8.count)
        } else if part != "×", let scalar = UInt32(part, radix: 16).flatMap(Unicode.Scalar.init) {
          text.unicodeScalars.append(scalar)
        }
      }
      // Carriage returns never get into an editor.
      if text.unicodeScalars.contains("\r") { continue }
      var editor = TextEditor(text: text)
      editor.perform(.move(.textStart), in: geometry)
      var steps = [0]
      while editor.perform(.move(.right), in: geometry) { steps.append(editor.cursor.rawValue) }
      if steps != expected { others.append(line) }
      while editor.perform(.move(.left), in: geometry) { _ = steps.popLast() }
      #expect(steps == [0])
      tried += 1
    }
    #expect(tried > 400)
    // The data of Unicode 15.0, which Debian 12 has, joins scissors (U+2701) by U+200D; the standard library's tables
    // are later, where the sign is no pictograph any more.
    #expect(others.allSatisfy { $0.hasPrefix("÷ 2701 × 200D × 2701 ÷") }, "\(others)")
  }
}
