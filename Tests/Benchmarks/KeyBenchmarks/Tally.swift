import Foundation

/// Numbers of which the median and the 95th percentile count.
struct Tally {
  private var values: [Double] = []

  mutating func add(_ value: Double) { values.append(value) }

  func percentile(_ percent: Int) -> Double {
    values.isEmpty ? .nan : values.sorted()[min(values.count - 1, values.count * percent / 100)]
  }

  var median: Double { percentile(50) }
}

/// The cost of one kind of key: milliseconds until the last byte of the frame, and its bytes.
struct Cost {
  var time = Tally()
  var bytes = Tally()

  mutating func add(_ answer: (time: Duration, bytes: Int)) {
    time.add(answer.time / .milliseconds(1))
    bytes.add(Double(answer.bytes))
  }

  /// A line that compares this with the cost of another program for the same cells.
  func line(beside other: Cost) -> String {
    String(
      format: "median %.3f ms beside %.3f: %.2f times; 95th percentile %.3f beside %.3f: %.2f times; "
        + "%.0f bytes beside %.0f: %.2f times",
      time.median, other.time.median, time.median / other.time.median, time.percentile(95), other.time.percentile(95),
      time.percentile(95) / other.time.percentile(95), bytes.median, other.bytes.median,
      bytes.median / other.bytes.median)
  }
}
