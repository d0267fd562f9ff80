import Glibc

/// Seconds that `body` takes: on the clock of the wall, and of work on all processors together.
func seconds(_ body: () -> Void) -> (wall: Double, work: Double) {
  func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let (wall, work) = (now(CLOCK_MONOTONIC), now(CLOCK_PROCESS_CPUTIME_ID))
  body()
  return (now(CLOCK_MONOTONIC) - wall, now(CLOCK_PROCESS_CPUTIME_ID) - work)
}

/// The middle of several measurements, and how far they lie apart.
struct Sample: CustomStringConvertible {
  private var values: [(wall: Double, work: Double)] = []
  var wall: Double { median(values.map(\.wall)) }
  var work: Double { median(values.map(\.work)) }
  mutating func add(_ value: (wall: Double, work: Double)) { values.append(value) }

  private func median(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }

  var description: String {
    func milliseconds(_ value: Double?) -> String { "\(((value ?? 0) * 1000).rounded(to: 2))" }
    let walls = values.map(\.wall)
    return "\(milliseconds(wall)) ms (\(milliseconds(walls.min()))–\(milliseconds(walls.max()))), "
      + "\(milliseconds(work)) ms of work"
  }
}

extension Double {
  func rounded(to places: Int) -> Double {
    let scale = pow(10, Double(places))
    return (self * scale).rounded() / scale
  }
}

/// The kernel's figures for this process, in bytes: resident now, and at most since `forgetPeak()`.
enum Memory {
  static var resident: Int { status("VmRSS:") }
  static var peak: Int { status("VmHWM:") }

  static func forgetPeak() {
    let file = open("/proc/self/clear_refs", O_WRONLY)
    guard file >= 0 else { return }
    _ = write(file, "5", 1)
    close(file)
  }

  private static func status(_ name: String) -> Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard text.hasPrefix(name) else { continue }
      let number = text.dropFirst(name.count).split(whereSeparator: \.isWhitespace).first
      return (number.flatMap { Int($0) } ?? 0) << 10
    }
    return 0
  }
}
