/// A whole command of normal or visual mode: a count, perhaps an operator, and what it is about.
struct ModalCommand: Hashable, Sendable {
  enum Operator: Hashable, Sendable {
    case delete, change, yank, indent, outdent, upper, lower, swapCase
    /// `gq`
    case fill
  }

  enum Verb: Hashable, Sendable {
    case move(Motion)
    case apply(Operator, Motion)
    /// An operator on the selection of visual mode.
    case applyToSelection(Operator)
    case applyToLines(Operator)
    case applyToObject(Operator, TextObject)
    case selectObject(TextObject)
    case insert(Insertion)
    case put(after: Bool)
    case replace(Character)
    case swapCase, join, undo, redo, repeatChange
    case visual, visualLine, swapEnds
    case substituteSelection(put: Bool)
    case prompt(Character)
    case setMark(Character)
    /// Keys are remembered under a name; the same key ends that.
    case record(Character)
    case endRecording
    /// Does again what is remembered under a name; nil for the last one.
    case play(Character?)
    case saveAndLeave, leave
  }

  enum Insertion: Hashable, Sendable { case before, after, lineText, lineEnd, below, above }

  var verb: Verb
  /// Nil where none was typed.
  var count: Int?
  /// The register that text goes to or comes from; nil where none was named.
  var register: Character?

  /// Whether `.` does it again.
  var isRepeatable: Bool {
    switch verb {
    case .apply(.yank, _), .applyToLines(.yank), .applyToObject(.yank, _), .applyToSelection(.yank): false
    case .apply, .applyToLines, .applyToObject, .applyToSelection, .insert, .put, .replace, .swapCase, .join,
      .substituteSelection:
      true
    case .move, .selectObject, .undo, .redo, .repeatChange, .visual, .visualLine, .swapEnds, .prompt, .setMark, .record,
      .endRecording, .play, .saveAndLeave, .leave:
      false
    }
  }

  /// Whether it presses keys itself.
  var isPlayed: Bool {
    if case .play = verb { true } else { false }
  }

  enum Parsing: Hashable, Sendable {
    case command(ModalCommand)
    /// More keys are to come.
    case incomplete
    case unknown
  }

  /// Reads the keys of one command from its first.
  static func parse(_ keys: [ModalKey], isVisual: Bool, isRecording: Bool = false) -> Parsing {
    var parser = Parser(rest: keys[...], isRecording: isRecording)
    var count = parser.takeCount()
    var register: Character?
    while parser.rest.first == .character("\"") {
      parser.rest = parser.rest.dropFirst()
      guard let name = parser.take() else { return .incomplete }
      guard case .character(let character) = name, Registers.isName(character) else { return .unknown }
      register = character
      count = parser.takeCount() ?? count
    }
    guard let key = parser.take() else { return .incomplete }
    let parsed = isVisual ? parser.visual(key) : parser.normal(key)
    guard case .verb(let verb) = parsed else { return parsed == .incomplete ? .incomplete : .unknown }
    let counts = [count, parser.operatorCount].compactMap { $0 }
    let product = counts.reduce(1) { min($0 * min($1, 100_000), 100_000) }
    return .command(ModalCommand(verb: verb, count: counts.isEmpty ? nil : product, register: register))
  }
}

/// Reads keys one after the other.
private struct Parser {
  enum Result: Hashable {
    case verb(ModalCommand.Verb)
    case incomplete, unknown
  }

  var rest: ArraySlice<ModalKey>
  var isRecording: Bool
  /// The count between an operator and its motion.
  var operatorCount: Int?

  mutating func take() -> ModalKey? { rest.popFirst() }

  mutating func takeCount() -> Int? {
    var count: Int?
    while case .character(let digit)? = rest.first, let value = digit.wholeNumberValue, digit.isASCII,
      count != nil || value > 0
    {
      count = min((count ?? 0) * 10 + value, 100_000)
      rest = rest.dropFirst()
    }
    return count
  }

  mutating func normal(_ key: ModalKey) -> Result {
    if let verb = Parser.simple[key] { return .verb(verb) }
    if let named = named(key) { return named }
    switch key {
    case .character("d"), .character("c"), .character("y"), .character(">"), .character("<"):
      return key == .character("d")
        ? operation(.delete, again: "d")
        : key == .character("c")
          ? operation(.change, again: "c")
          : key == .character("y")
            ? operation(.yank, again: "y")
            : key == .character(">") ? operation(.indent, again: ">") : operation(.outdent, again: "<")
    case .character("r"):
      switch take() {
      case nil: return .incomplete
      case .character(let character)?: return .verb(.replace(character))
      case .enter?: return .verb(.replace("\n"))
      default: return .unknown
      }
    case .character("Z"):
      switch take() {
      case nil: return .incomplete
      case .character("Z")?: return .verb(.saveAndLeave)
      case .character("Q")?: return .verb(.leave)
      default: return .unknown
      }
    case .character("g"):
      guard let second = rest.first else { return .incomplete }
      if let change = Parser.caseOperators[second] {
        rest = rest.dropFirst()
        return operation(change.operation, again: change.again)
      }
      return motion(key).map { .verb(.move($0)) }
    default: return motion(key).map { .verb(.move($0)) }
    }
  }

  mutating func visual(_ key: ModalKey) -> Result {
    if let verb = Parser.simpleVisual[key] { return .verb(verb) }
    if let named = named(key) { return named }
    switch key {
    case .character("r"):
      guard let next = take() else { return .incomplete }
      if case .character(let character) = next { return .verb(.replace(character)) }
      return .unknown
    case .character("i"), .character("a"):
      return object(key).map { .verb(.selectObject($0)) }
    case .character("g"):
      guard let second = rest.first else { return .incomplete }
      if let change = Parser.caseOperators[second] {
        rest = rest.dropFirst()
        return .verb(.applyToSelection(change.operation))
      }
      return motion(key).map { .verb(.move($0)) }
    default: return motion(key).map { .verb(.move($0)) }
    }
  }

  /// Reads a command that takes a letter as a name, for a mark or a macro; nil for other keys.
  private mutating func named(_ key: ModalKey) -> Result? {
    switch key {
    case .character("m"):
      guard let name = take() else { return .incomplete }
      guard case .character(let letter) = name, letter.isLetter, letter.isASCII else { return .unknown }
      return .verb(.setMark(letter))
    case .character("q"):
      if isRecording { return .verb(.endRecording) }
      guard let name = take() else { return .incomplete }
      guard case .character(let letter) = name, letter.isASCII, letter.isLetter || letter.isNumber else {
        return .unknown
      }
      return .verb(.record(letter))
    case .character("@"):
      guard let name = take() else { return .incomplete }
      guard case .character(let letter) = name, letter.isASCII else { return .unknown }
      if letter == "@" { return .verb(.play(nil)) }
      return letter.isLetter || letter.isNumber ? .verb(.play(letter)) : .unknown
    default: return nil
    }
  }

  /// Reads the object of an operator: its own key again for lines, a text object, a motion.
  private mutating func operation(_ operation: ModalCommand.Operator, again: Character) -> Result {
    operatorCount = takeCount()
    guard let key = take() else { return .incomplete }
    if key == .character(again) { return .verb(.applyToLines(operation)) }
    if again.isLetter, key == .character("g"), [.upper, .lower, .swapCase, .fill].contains(operation),
      rest.first == .character(again)
    {
      rest = rest.dropFirst()
      return .verb(.applyToLines(operation))
    }
    if key == .character("i") || key == .character("a") {
      return object(key).map { .verb(.applyToObject(operation, $0)) }
    }
    return motion(key).map { .verb(.apply(operation, $0)) }
  }

  private enum Found<Value> {
    case found(Value)
    case incomplete, unknown

    func map(_ transform: (Value) -> Result) -> Result {
      switch self {
      case .found(let value): transform(value)
      case .incomplete: .incomplete
      case .unknown: .unknown
      }
    }
  }

  private mutating func object(_ key: ModalKey) -> Found<TextObject> {
    guard let name = take() else { return .incomplete }
    guard case .character(let character) = name, let kind = TextObject.Kind(character) else { return .unknown }
    return .found(TextObject(kind: kind, isAround: key == .character("a")))
  }

  private mutating func motion(_ key: ModalKey) -> Found<Motion> {
    if let motion = Parser.motions[key] { return .found(motion) }
    switch key {
    case .character("f"), .character("F"), .character("t"), .character("T"):
      guard let target = take() else { return .incomplete }
      guard case .character(let character) = target else { return .unknown }
      let isForward = key == .character("f") || key == .character("t")
      let isBefore = key == .character("t") || key == .character("T")
      return .found(.find(Motion.Find(character: character, isForward: isForward, isBefore: isBefore)))
    case .character("`"), .character("'"):
      guard let name = take() else { return .incomplete }
      guard case .character(let letter) = name, letter.isASCII, letter.isLetter || letter == "`" || letter == "'" else {
        return .unknown
      }
      return .found(.mark(letter == "`" ? "'" : letter, isLine: key == .character("'")))
    case .character("g"):
      guard let second = take() else { return .incomplete }
      return Parser.gMotions[second].map { .found($0) } ?? .unknown
    default: return .unknown
    }
  }
}

extension Parser {
  private static let motions: [ModalKey: Motion] = [
    .character("h"): .left, .left: .left, .backspace: .left, .control("h"): .left,
    .character("l"): .right, .right: .right, .character(" "): .right,
    .character("j"): .down, .down: .down, .control("n"): .down, .control("j"): .down,
    .character("k"): .up, .up: .up, .control("p"): .up,
    .enter: .nextLineText, .character("+"): .nextLineText, .character("-"): .previousLineText,
    .character("w"): .word(isBig: false), .character("W"): .word(isBig: true),
    .character("b"): .wordBack(isBig: false), .character("B"): .wordBack(isBig: true),
    .character("e"): .wordEnd(isBig: false), .character("E"): .wordEnd(isBig: true),
    .character("0"): .lineStart, .home: .lineStart, .character("^"): .lineText,
    .character("$"): .lineEnd, .end: .lineEnd,
    .character("{"): .paragraphUp, .character("}"): .paragraphDown, .character("G"): .lastLine,
    .character(";"): .findAgain(isReversed: false), .character(","): .findAgain(isReversed: true),
    .character("n"): .match(isReversed: false), .character("N"): .match(isReversed: true),
    .character("*"): .wordMatch(isForward: true), .character("#"): .wordMatch(isForward: false),
    .character("%"): .bracket,
  ]

  private static let gMotions: [ModalKey: Motion] = [
    .character("g"): .firstLine, .character("e"): .wordEndBack(isBig: false),
    .character("E"): .wordEndBack(isBig: true),
    .character("j"): .rowDown, .character("k"): .rowUp, .down: .rowDown, .up: .rowUp,
  ]

  private static let caseOperators: [ModalKey: (operation: ModalCommand.Operator, again: Character)] = [
    .character("u"): (.lower, "u"), .character("U"): (.upper, "U"), .character("~"): (.swapCase, "~"),
    .character("q"): (.fill, "q"),
  ]

  private static let simple: [ModalKey: ModalCommand.Verb] = [
    .character("x"): .apply(.delete, .right), .delete: .apply(.delete, .right),
    .character("X"): .apply(.delete, .left), .character("D"): .apply(.delete, .lineEnd),
    .character("C"): .apply(.change, .lineEnd), .character("s"): .apply(.change, .right),
    .character("S"): .applyToLines(.change), .character("Y"): .applyToLines(.yank),
    .character("i"): .insert(.before), .character("a"): .insert(.after), .character("I"): .insert(.lineText),
    .character("A"): .insert(.lineEnd), .character("o"): .insert(.below), .character("O"): .insert(.above),
    .character("p"): .put(after: true), .character("P"): .put(after: false), .character("~"): .swapCase,
    .character("J"): .join, .character("u"): .undo, .control("r"): .redo, .character("."): .repeatChange,
    .character("v"): .visual, .character("V"): .visualLine, .character(":"): .prompt(":"),
    .character("/"): .prompt("/"), .character("?"): .prompt("?"),
  ]

  private static let simpleVisual: [ModalKey: ModalCommand.Verb] = [
    .character("d"): .applyToSelection(.delete), .character("x"): .applyToSelection(.delete),
    .delete: .applyToSelection(.delete), .character("c"): .applyToSelection(.change),
    .character("s"): .applyToSelection(.change), .character("y"): .applyToSelection(.yank),
    .character(">"): .applyToSelection(.indent), .character("<"): .applyToSelection(.outdent),
    .character("u"): .applyToSelection(.lower), .character("U"): .applyToSelection(.upper),
    .character("~"): .applyToSelection(.swapCase), .character("J"): .join,
    .character("p"): .substituteSelection(put: true), .character("P"): .substituteSelection(put: true),
    .character("o"): .swapEnds, .character("v"): .visual, .character("V"): .visualLine,
    .character(":"): .prompt(":"), .character("/"): .prompt("/"), .character("?"): .prompt("?"),
  ]
}
