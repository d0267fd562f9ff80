import Testing

@testable import Editor

/// There is a triple for everything that can be done in a text.
@Suite struct CoverageTests {
  private static let examples: [Example] =
    MotionTests.motionsLeadWhereTheySayCases + MotionTests.upAndDownKeepTheColumnCases
    + MotionTests.rowsAreThoseOfTheScreenCases + MotionTests.selectionsFollowCases
    + MotionTests.findingGoesAroundTheEndCases + EditingTests.editsDoWhatTheySayCases
    + EditingTests.listsAreContinuedAndIndentedCases + EditingTests.paragraphsAreFilledCases
    + EditingTests.whatWasKilledComesBackCases

  private static let typed: [Typed] =
    ModalTests.motionsLeadWhereVimSaysCases + ModalTests.operatorsTakeWhatVimTakesCases
    + ModalTests.typingGoesWhereVimPutsItCases + ModalTests.whatWasTakenIsPutBackCases
    + ModalTests.visualModeSelectsFromCharacterToCharacterCases + ModalTests.changesAreDoneAgainAndTakenBackCases
    + RegisterTests.registerCases + RegisterTests.markCases + RegisterTests.macroCases

  /// Every motion; a new one does not compile here until it has a place among them.
  private static let motions: [EditorMotion] = {
    let all: [EditorMotion] = [
      .left, .right, .wordLeft, .wordRight, .nextWordStart, .nextWordEnd, .blankLeft, .blankRight, .up, .down,
      .rowStart, .rowEnd, .lineStart, .lineEnd, .lineText, .paragraphUp, .paragraphDown, .textStart, .textEnd,
      .character("b", forward: true, before: false), .character("b", forward: true, before: true),
    ]
    for motion in all {
      switch motion {
      case .left, .right, .wordLeft, .wordRight, .nextWordStart, .nextWordEnd, .blankLeft, .blankRight, .up, .down,
        .rowStart, .rowEnd, .lineStart, .lineEnd, .lineText, .paragraphUp, .paragraphDown, .textStart, .textEnd,
        .character:
        break
      }
    }
    return all
  }()

  @Test(arguments: motions) func aTripleShowsWhereEveryMotionLeads(_ motion: EditorMotion) {
    #expect(Self.examples.contains { $0.actions.contains(.move(motion)) && $0.before != $0.after })
  }

  /// Returns the name of an action, without its values.
  private static func name(_ action: EditorAction) -> String {
    switch action {
    case .move: "move"
    case .select: "select"
    case .selectObject: "selectObject"
    case .place: "place"
    case .extend: "extend"
    case .toggleMark: "toggleMark"
    case .swapEnds: "swapEnds"
    case .deselect: "deselect"
    case .find: "find"
    case .insert: "insert"
    case .newline: "newline"
    case .delete: "delete"
    case .deleteObject: "deleteObject"
    case .indent: "indent"
    case .outdent: "outdent"
    case .transposeCharacters: "transposeCharacters"
    case .transposeWords: "transposeWords"
    case .changeCase: "changeCase"
    case .moveLinesUp: "moveLinesUp"
    case .moveLinesDown: "moveLinesDown"
    case .joinLines: "joinLines"
    case .fillParagraph: "fillParagraph"
    case .kill: "kill"
    case .killObject: "killObject"
    case .killSelection: "killSelection"
    case .copySelection: "copySelection"
    case .copyObject: "copyObject"
    case .yank: "yank"
    case .yankPop: "yankPop"
    case .undo: "undo"
    case .redo: "redo"
    }
  }

  @Test(arguments: [
    "move", "select", "selectObject", "place", "extend", "toggleMark", "swapEnds", "deselect", "find", "insert",
    "newline", "delete", "deleteObject", "indent", "outdent", "transposeCharacters", "transposeWords", "changeCase",
    "moveLinesUp", "moveLinesDown", "joinLines", "fillParagraph", "kill", "killObject", "killSelection",
    "copySelection", "copyObject", "yank", "yankPop", "undo", "redo",
  ])
  func aTripleShowsWhatEveryActionDoes(_ name: String) {
    #expect(Self.examples.contains { $0.actions.map(Self.name).contains(name) && $0.before != $0.after })
  }

  @Test(arguments: [
    EditorObject.word, .line, .wholeLine, .paragraph, .all,
  ])
  func aTripleShowsWhatEveryObjectIs(_ object: EditorObject) {
    #expect(Self.examples.contains { $0.actions.contains(.selectObject(object)) })
  }

  /// Whether some triple presses `keys`, one after the other.
  private static func isPressed(_ pressed: String) -> Bool {
    typed.contains { $0.keys.contains(pressed) && $0.before != $0.after || $0.keys == pressed }
  }

  /// Digits are counts, and one of them shows what a count does.
  private static let ascii = (UInt8(0x21)..<0x7F).map { Character(Unicode.Scalar($0)) }
  /// The keys that ask for a line or leave, and so change no text: tests of their own show these.
  private static let outside: Set<String> = [":", "/", "?", "Z", "Q"]

  @Test func aTripleShowsEveryKeyOfNormalMode() {
    for key in Self.ascii where !Self.outside.contains(String(key)) && key != "<" && !key.isNumber {
      guard ModalCommand.parse([.character(key)], isVisual: false) != .unknown else { continue }
      #expect(Self.isPressed(String(key)), "\(key)")
    }
  }

  @Test func aTripleShowsEveryKeyAfterG() {
    for key in Self.ascii {
      guard ModalCommand.parse([.character("g"), .character(key)], isVisual: false) != .unknown else { continue }
      #expect(Self.isPressed("g\(key)"), "g\(key)")
    }
  }

  @Test func aTripleShowsEveryOperatorOnItsLines() {
    for operation in ["dd", "cc", "yy", ">>", "<lt><lt>", "guu", "gUU", "g~~", "gqq"] {
      #expect(Self.isPressed(operation), "\(operation)")
    }
  }

  @Test func aTripleShowsEveryTextObject() {
    for name in Self.ascii where TextObject.Kind(name) != nil && !"<>[]".contains(name) {
      #expect(Self.isPressed("i\(name)") || Self.isPressed("a\(name)"), "i\(name)")
    }
  }

  @Test func aTripleShowsEveryKeyOfVisualMode() {
    let visual = Self.typed.filter { $0.keys.contains("v") || $0.keys.contains("V") }
    for key in Self.ascii where !Self.outside.contains(String(key)) && key != "<" && !key.isNumber {
      guard ModalCommand.parse([.character(key)], isVisual: true) != .unknown,
        case .command(let command) = ModalCommand.parse([.character(key)], isVisual: true)
      else { continue }
      if case .move = command.verb { continue }
      let isShown = visual.contains { $0.keys.contains(key) }
      #expect(isShown, "key \(key)")
    }
  }
}
