// Measures how well topics are found again after real edits. Options: --errors lists every wrong answer and miss,
// --only TEXT takes the cases whose name contains it, --method NAME takes one method,
// --size N measures the time for N made-up topics instead.
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
      silent wrong \(Share(part: tally.silentWrong, whole: tally.silent)), of these gone \(tally.silentGone), \
    same address \(tally.silentSameAddress)
      badged wrong \(Share(part: tally.badgedWrong, whole: tally.badged)), of these same address \
    \(tally.badgedSameAddress)
      recall \(Share(part: tally.recalled, whole: tally.surviving)); \
    review hit@3 \(Share(part: tally.reviewHits, whole: tally.reviewed)); \
    lost \(tally.orphaned) of \(tally.surviving); \(milliseconds / 10).\(milliseconds % 10) ms
    """)
}

func list(_ example: Case, _ answer: Method.Answer, _ old: TopicIndex, _ truth: TopicIndex?) {
  let isRight = truth != nil && answer.topic == truth
  if isRight || truth == nil && answer.topic == nil { return }
  func place(_ topic: TopicIndex, _ outline: Outline) -> String {
    "\(outline[topic].line.int): "
      + (outline.path(of: topic) + [outline.title(of: topic)]).suffix(3).joined(separator: " > ")
  }
  print("\(answer.state) \(truth == nil ? "GONE" : "") \(answer.state.isAttached ? "WRONG" : "MISSED") \(example.name)")
  print("    was \(place(old, example.old))")
  if let topic = answer.topic { print("    put \(place(topic, example.new))") }
  if let truth { print("    now \(place(truth, example.new))") }
  for candidate in answer.candidates { print("    offered \(place(candidate, example.new))") }
}

for method in Method.allCases where option("--method").map({ $0 == method.rawValue }) ?? true {
  var totals: [String: Tally] = [:]
  print("== \(method.rawValue)")
  for example in cases {
    var tally = Tally()
    let clock = ContinuousClock()
    let start = clock.now
    let answers = method.answers(example)
    let elapsed = start.duration(to: clock.now).components
    tally.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    for (row, answer) in zip(example.truth, answers) {
      let isSameAddress =
        answer.topic.map { example.old.hasSameAddress(row.old, as: $0, of: example.new) } ?? false
      tally.add(
        isSameAddress: isSameAddress, state: answer.state, topic: answer.topic, candidates: answer.candidates,
        truth: row.new)
      if listsErrors { list(example, answer, row.old, row.new) }
    }
    show(example.name, tally)
    let gap = example.gap == 1 ? "gap 1" : "gap 50–300"
    for group in ["all", gap, "\(example.repository), \(gap)"] { totals[group] = (totals[group] ?? Tally()) + tally }
  }
  for group in totals.keys.sorted() { show("TOTAL \(group)", totals[group] ?? Tally()) }
}
