import Annotations
import Outline

/// The counts of answers by how they compare with the truth.
struct Tally {
  /// Topics of known fate; those of them that are still there, and those that were deleted.
  var topics = 0
  var surviving = 0
  var gone = 0
  var silent = 0
  var silentWrong = 0
  var silentGone = 0
  var badged = 0
  var badgedWrong = 0
  /// Still there, and attached to the right place, silently or with a mark.
  var recalled = 0
  /// Still there and left to the reader; the right place among those offered.
  var reviewed = 0
  var reviewHits = 0
  /// Still there and called lost.
  var orphaned = 0
  var seconds = 0.0

  mutating func add(_ answer: Method.Answer, truth: TopicIndex?) {
    let (state, topic, candidates) = (answer.state, answer.topic, answer.candidates)
    topics += 1
    if truth == nil { gone += 1 } else { surviving += 1 }
    let isRight = truth != nil && topic == truth
    switch state {
    case .exact, .moved:
      silent += 1
      if !isRight { silentWrong += 1 }
      if truth == nil { silentGone += 1 }
      if isRight { recalled += 1 }
    case .edited, .confirm:
      badged += 1
      if !isRight { badgedWrong += 1 }
      if isRight { recalled += 1 }
    case .ambiguous:
      guard let truth else { return }
      reviewed += 1
      if candidates.prefix(3).contains(truth) { reviewHits += 1 }
    case .orphan:
      if truth != nil { orphaned += 1 }
    }
  }

  static func + (a: Tally, b: Tally) -> Tally {
    var sum = a
    sum.topics += b.topics
    sum.surviving += b.surviving
    sum.gone += b.gone
    sum.silent += b.silent
    sum.silentWrong += b.silentWrong
    sum.silentGone += b.silentGone
    sum.badged += b.badged
    sum.badgedWrong += b.badgedWrong
    sum.recalled += b.recalled
    sum.reviewed += b.reviewed
    sum.reviewHits += b.reviewHits
    sum.orphaned += b.orphaned
    sum.seconds += b.seconds
    return sum
  }
}

/// A share with its 95 % interval (Wilson 1927).
struct Share: CustomStringConvertible {
  var part: Int
  var whole: Int

  var description: String {
    guard whole > 0 else { return "–" }
    let n = Double(whole)
    let p = Double(part) / n
    let z = 1.96
    let center = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
    return
      "\(part)/\(whole) \(Self.percent(p)) [\(Self.percent(max(0, center - half)))–\(Self.percent(min(1, center + half)))]"
  }

  static func percent(_ value: Double) -> String {
    let hundredths = Int((value * 100_000).rounded())
    let fraction = String(hundredths % 1000)
    return "\(hundredths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction + "%"
  }
}
