// Measures how well topics are found again after real edits. Options: --errors lists every wrong answer and miss,
// --only TEXT takes the cases whose name contains it, --method NAME takes one method,
// --size N measures the time for N made-up topics instead. --notes FOLDER edits the notes of a folder in all kinds of
// ways, --rounds times each from --seed on, and looks for topics and quotations; --list N prints so many errors of a kind.
import Annotations
import Foundation
import Outline

func option(_ name: String) -> String? {
  guard let at = CommandLine.arguments.firstIndex(of: name), at + 1 < CommandLine.arguments.count else { return nil }
  return CommandLine.arguments[at + 1]
}

if let size = option("--size").flatMap(Int.init) {
  measureDepth(min(size, 10_000))
  measureTime(topics: size)
  exit(0)
}
if let notes = option("--notes") {
  var evaluation = MadeUpEvaluation(listed: option("--list").flatMap(Int.init) ?? 0)
  try evaluation.run(
    URL(fileURLWithPath: notes), rounds: option("--rounds").flatMap(Int.init) ?? 3,
    seed: option("--seed").flatMap(UInt64.init) ?? 1, only: option("--only"))
  exit(0)
}
let corpus = ProcessInfo.processInfo.environment["GLOSS_CORPUS"] ?? "../shared/corpus"
guard FileManager.default.fileExists(atPath: corpus + "/edits") else {
  FileHandle.standardError.write(Data("no edits in \(corpus): name the folder in GLOSS_CORPUS\n".utf8))
  exit(2)
}
let cases = try Case.all(in: URL(fileURLWithPath: corpus).appendingPathComponent("edits"))
  .filter { option("--only").map($0.name.contains) ?? true }
let listsErrors = CommandLine.arguments.contains("--errors")

func show(_ name: String, _ tally: Tally) {
  let milliseconds = Int((tally.seconds * 10_000).rounded())
  print(
    """
    \(name)
      silent wrong \(Share(part: tally.silentWrong, whole: tally.silent)), of these gone \(tally.silentGone)
      badged wrong \(Share(part: tally.badgedWrong, whole: tally.badged))
      recall \(Share(part: tally.recalled, whole: tally.surviving)); \
    review hit@3 \(Share(part: tally.reviewHits, whole: tally.reviewed)); \
    lost \(tally.orphaned) of \(tally.surviving); \(milliseconds / 10).\(milliseconds % 10) ms
    """)
}

func list(_ example: Case, _ answer: Method.Answer, _ old: TopicIndex, _ truth: TopicIndex?, _ doubt: Doubt?) {
  let isRight = truth != nil && answer.topic == truth
  if isRight || truth == nil && answer.topic == nil { return }
  func place(_ topic: TopicIndex, _ outline: Outline) -> String {
    "\(outline[topic].line.int): "
      + (outline.path(of: topic) + [outline.title(of: topic)]).suffix(3).joined(separator: " > ")
  }
  let verdict = "\(truth == nil ? "GONE " : "")\(answer.state.isAttached ? "WRONG" : "MISSED")"
  print("\(answer.state) \(verdict) \(example.name)\(doubt.map { ", left out of what is checked: \($0)" } ?? "")")
  print("    was \(place(old, example.old))")
  if let topic = answer.topic { print("    put \(place(topic, example.new))") }
  if let truth { print("    now \(place(truth, example.new))") }
  for candidate in answer.candidates { print("    offered \(place(candidate, example.new))") }
}

/// The rows that the slow reference implementation is asked about too: sixty, evenly spread.
func sample(of example: Case) -> [Int] {
  let count = min(60, example.truth.count)
  return (0..<count).map { $0 * example.truth.count / count }
}

func gap(of example: Case) -> String { example.gap == 1 ? "gap 1" : "gap 50–300" }

func add(_ tally: Tally, to totals: inout [String: Tally], as group: String) {
  totals[group] = (totals[group] ?? Tally()) + tally
}

func list(doubtsOf example: Case) {
  for (row, doubt) in zip(example.truth, example.doubts) {
    guard let doubt else { continue }
    let now = row.new.map { "\(example.new[$0].line.int): \(example.new.title(of: $0))" } ?? "gone"
    print(
      "DOUBT \(doubt) \(example.name) \(example.old[row.old].line.int): \(example.old.title(of: row.old)) -> \(now)")
  }
}

print("== rows in doubt, left out of what is called \"checked\" (see Doubt.swift)")
for example in cases {
  let counts = Doubt.allCases.map { doubt in "\(doubt) \(example.doubts.count { $0 == doubt })" }
  print("\(example.name): \(example.truth.count) rows; \(counts.joined(separator: ", "))")
  if listsErrors { list(doubtsOf: example) }
}

for method in Method.allCases where option("--method").map({ $0 == method.rawValue }) ?? true {
  var totals: [String: Tally] = [:]
  print("== \(method.rawValue)")
  for example in cases {
    let clock = ContinuousClock()
    let start = clock.now
    let answers = method.answers(example)
    let elapsed = start.duration(to: clock.now).components
    var tally = Tally()
    var checked = Tally()
    var sampled = Tally()
    tally.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    for (index, answer) in answers.enumerated() {
      let row = example.truth[index]
      tally.add(answer, truth: row.new)
      if listsErrors { list(example, answer, row.old, row.new, example.doubts[index]) }
      guard example.doubts[index] == nil else { continue }
      checked.add(answer, truth: row.new)
    }
    for index in sample(of: example) where example.doubts[index] == nil {
      sampled.add(answers[index], truth: example.truth[index].new)
    }
    show(example.name, tally)
    for group in [gap(of: example), "\(example.repository), \(gap(of: example))"] {
      add(tally, to: &totals, as: "\(group), as filed")
      add(checked, to: &totals, as: "\(group), checked")
    }
    add(sampled, to: &totals, as: "\(gap(of: example)), sample, checked")
  }
  for group in totals.keys.sorted() { show("TOTAL \(group)", totals[group] ?? Tally()) }
}

print("== mrsf reanchor --no-git, 60 topics a case")
if !ReferenceTool.isInstalled {
  print("skipped: mrsf is not installed (pip install mrsf)")
} else if option("--method") == nil {
  var totals: [String: Tally] = [:]
  for example in cases {
    let rows = sample(of: example)
    var tally = Tally()
    for (index, answer) in zip(rows, try ReferenceTool.answers(example, rows)) where example.doubts[index] == nil {
      tally.add(answer, truth: example.truth[index].new)
    }
    add(tally, to: &totals, as: "\(gap(of: example)), sample, checked")
  }
  for group in totals.keys.sorted() { show("TOTAL \(group)", totals[group] ?? Tally()) }
}
