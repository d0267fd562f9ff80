import Annotations
import Foundation
import Outline
import Seeding

/// A trial: topics and quotations are looked for after made-up edits of any notes.
struct MadeUpEvaluation {
  /// The knowledge that there is when they are looked for.
  enum Knowledge: String, CaseIterable {
    /// The older text is there.
    case whole = "old text"
    /// The evidence of ten annotations at a time.
    case ten = "evidence"
    /// The evidence of one annotation.
    case one = "evidence of one"
    /// A line and a text, as other programs remember.
    case foreign
  }

  private var tallies: [String: MadeUpTally] = [:]
  private let listed: Int
  private var shown: [String: Int] = [:]

  /// - Parameter listed: how many wrong answers of each kind are printed.
  init(listed: Int) { self.listed = listed }

  /// Edits each note of a folder some times over, and looks for what was in it.
  mutating func run(_ folder: URL, rounds: Int, seed: UInt64, only: String?) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }.sorted()
    var cases = 0
    for (number, name) in names.enumerated() where only.map(name.contains) ?? true {
      let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
      for round in 0..<rounds {
        let example = Self.edited(bytes, name: name, seed: seed &* 1_000_003 &+ UInt64(number * 1000 + round))
        guard example.topics.count > 5 else { continue }
        cases += 1
        for knowledge in Knowledge.allCases { evaluate(example, knowledge) }
      }
    }
    print("\(cases) edits of \(names.count) notes, seed \(seed)")
    for knowledge in Knowledge.allCases {
      for what in ["topics", "quotations"] {
        tallies["\(knowledge.rawValue), \(what)"]?.show("\(knowledge.rawValue), \(what)")
      }
    }
  }

  private static func edited(_ source: [UInt8], name: String, seed: UInt64) -> MadeUpCase {
    var random = Seeded(seed: seed)
    // First what makes it hard: titles and items that repeat.
    var prelude = MadeUpEdit(source, seed: random.next())
    for _ in 0..<[0, 0, 2, 6][prelude.pick(4)] { prelude.apply([.copy, .lookAlike, .insertSection][prelude.pick(3)]) }
    let old = prelude.text.bytes
    var edit = MadeUpEdit(old, seed: random.next())
    edit.quotations = quotations(in: Outline(parsing: old), &edit)
    var kinds: [String] = []
    for _ in 0..<1 + edit.pick(4) {
      let kind = MadeUpEdit.Kind.allCases[edit.pick(MadeUpEdit.Kind.allCases.count)]
      let times = 1 + edit.pick([2, 4, 12][edit.pick(3)])
      for _ in 0..<times { edit.apply(kind) }
      kinds.append("\(kind.rawValue)*\(times)")
    }
    return MadeUpCase(name: "\(name) \(seed) \(kinds.joined(separator: " "))", old: old, edit: edit)
  }

  /// Words of a line, one to nine.
  private static func quotations(in outline: Outline, _ edit: inout MadeUpEdit) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for _ in 0..<40 {
      let range = outline.range(ofLine: LineNumber(1 + edit.pick(outline.lineCount))).ints
      var words: [Range<Int>] = []
      var at = range.lowerBound
      while at < range.upperBound {
        guard outline.bytes[at] > 0x20 else {
          at += 1
          continue
        }
        var end = at
        while end < range.upperBound, outline.bytes[end] > 0x20 { end += 1 }
        words.append(at..<end)
        at = end
      }
      guard words.count > 3 else { continue }
      let first = 1 + edit.pick(words.count - 1)
      let last = min(words.count - 1, first + edit.pick(9))
      guard words[last].upperBound - words[first].lowerBound > 3 else { continue }
      found.append(words[first].lowerBound..<words[last].upperBound)
    }
    return found
  }

  private mutating func evaluate(_ example: MadeUpCase, _ knowledge: Knowledge) {
    let step = knowledge == .one ? max(1, example.topics.count / 25) : max(1, example.topics.count / 150)
    let rows = Array(stride(from: 0, to: example.topics.count, by: step))
    let topics = Anchor.remembering(rows.map { example.topics[$0].topic }, in: example.old, blob: "then")
    let quotations = example.quotations.map { row in
      Anchor(quoting: Range(offsets: row.range), of: row.topic, in: example.old, blob: "then")
    }
    for (index, placement) in zip(rows, places(of: topics, example, knowledge)) {
      add(placement, topics[index / step], example.topics[index].fate, example, knowledge, isQuote: false)
    }
    for (index, placement) in places(of: quotations, example, knowledge).enumerated() {
      add(placement, quotations[index], example.quotations[index].fate, example, knowledge, isQuote: true)
    }
  }

  private func places(of anchors: [Anchor], _ example: MadeUpCase, _ knowledge: Knowledge) -> [Placement] {
    switch knowledge {
    case .whole: return AnchorResolver.place(anchors, in: example.new) { _ in example.old }
    case .one: return anchors.map { AnchorResolver.place([$0], in: example.new)[0] }
    case .ten:
      let batches = max(1, anchors.count / 10)
      var placements: [Placement?] = Array(repeating: nil, count: anchors.count)
      for batch in 0..<batches {
        let members = Array(stride(from: batch, to: anchors.count, by: batches))
        let found = AnchorResolver.place(members.map { anchors[$0] }, in: example.new)
        for (member, placement) in zip(members, found) { placements[member] = placement }
      }
      return placements.compactMap { $0 }
    case .foreign:
      let foreign = anchors.map { anchor in
        var anchor = anchor
        anchor.evidence = nil
        return anchor
      }
      return AnchorResolver.place(foreign, in: example.new)
    }
  }

  private mutating func add(
    _ placement: Placement, _ anchor: Anchor, _ fate: MadeUpCase.Fate, _ example: MadeUpCase, _ knowledge: Knowledge,
    isQuote: Bool
  ) {
    let group = "\(knowledge.rawValue), \(isQuote ? "quotations" : "topics")"
    let isRight =
      example.isRight((placement.topic, placement.quotation), fate, isQuote: isQuote)
      || !isQuote && example.isCalledTheSame(placement.topic, as: anchor, isWhole: knowledge == .whole)
    let offers = placement.candidates.indices.map { index in
      (
        topic: placement.candidates[index],
        quotation: placement.quotations.indices.contains(index) ? placement.quotations[index] : nil
      )
    }
    let isOffered = offers.prefix(3).contains { example.isRight($0, fate, isQuote: isQuote) }
    let verdict = tallies[group, default: MadeUpTally()].add(
      placement.state, fate, isRight: isRight, isOffered: isOffered)
    guard let verdict, shown[group + verdict, default: 0] < listed else { return }
    shown[group + verdict, default: 0] += 1
    func say(_ range: Range<Int>, _ outline: Outline) -> String {
      let line = outline.line(at: ByteOffset(range.lowerBound))
      let topic = outline.topic(at: ByteOffset(range.lowerBound))
      let text = String(decoding: outline.bytes[range], as: UTF8.self).prefix(90)
      return "\(line.int) “\(text)” in \((outline.path(of: topic) + [outline.title(of: topic)]).suffix(3))"
    }
    func whole(_ topic: TopicIndex) -> Range<Int> {
      example.new[topic].marker.int..<example.new[topic].content.upperBound.int
    }
    print("\(verdict.uppercased()) \(group) \(placement.state) \(placement.remark?.rawValue ?? "") | \(example.name)")
    print(
      "   was \(anchor.line ?? 0) “\((anchor.selectedText ?? "").prefix(90))” in "
        + "\((anchor.evidence?.path ?? []).suffix(3)) of \(anchor.evidence?.sameText ?? 0)"
    )
    if placement.state.isAttached {
      print("   put \(say(placement.quotation?.ints ?? whole(placement.topic), example.new))")
    }
    for place in fate.places { print("   now \(say(place, example.new))") }
    for offer in offers { print("   offered \(say(offer.quotation?.ints ?? whole(offer.topic), example.new))") }
  }
}

/// Counts of answers, compared with what was done.
struct MadeUpTally {
  private var silent = 0
  private var silentWrong = 0
  private var unmarked = 0
  private var badged = 0
  private var badgedWrong = 0
  private var surviving = 0
  private var found = 0
  private var asked = 0
  private var offered = 0
  private var lost = 0

  /// Counts an answer; says what is wrong with it.
  mutating func add(_ state: Placement.State, _ fate: MadeUpCase.Fate, isRight: Bool, isOffered: Bool) -> String? {
    let isThere = !fate.places.isEmpty && fate.isClear
    if isThere { surviving += 1 }
    switch state {
    case .exact, .moved:
      silent += 1
      guard isRight else {
        silentWrong += 1
        return "silent"
      }
      if isThere { found += 1 }
      guard fate.isWhole || !fate.isClear else {
        unmarked += 1
        return "unmarked"
      }
      return nil
    case .edited, .confirm:
      badged += 1
      guard isRight else {
        badgedWrong += 1
        return "badged"
      }
      if isThere { found += 1 }
      return nil
    case .ambiguous:
      guard isThere else { return nil }
      asked += 1
      if isOffered { offered += 1 }
      return isOffered ? "asked" : "missed"
    case .orphan:
      guard isThere else { return nil }
      lost += 1
      return "lost"
    }
  }

  /// Prints the counts with their intervals.
  func show(_ name: String) {
    print(
      """
      \(name)
        silently wrong \(Share(part: silentWrong, whole: silent)), without its mark \(unmarked)
        badged wrong \(Share(part: badgedWrong, whole: badged))
        recall \(Share(part: found, whole: surviving)); review hit@3 \(Share(part: offered, whole: asked)); lost \(lost)
      """)
  }
}
