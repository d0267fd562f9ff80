import Glibc

/// A moment, with the offset from UTC of the place where it was read.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970.
  package var milliseconds: Int64
  /// Seconds east of Greenwich.
  package var offset: Int

  /// Creates a moment from milliseconds since 1970 and seconds east of Greenwich.
  package init(milliseconds: Int64, offset: Int = 0) {
    self.milliseconds = milliseconds
    self.offset = offset
  }

  /// The clock's, in the time zone of the process.
  package static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    var seconds = time.tv_sec
    var local = tm()
    localtime_r(&seconds, &local)
    return Timestamp(
      milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000, offset: local.tm_gmtoff)
  }

  /// Whether `a` is earlier; of the same moment, the one further west.
  package static func < (a: Timestamp, b: Timestamp) -> Bool {
    (a.milliseconds, a.offset) < (b.milliseconds, b.offset)
  }

  /// As RFC 3339 writes it, to the second: `2026-03-02T18:22:59+01:00`.
  package var text: String {
    var seconds = time_t(milliseconds.floorDivided(by: 1000)) + offset
    var fields = tm()
    gmtime_r(&seconds, &fields)
    let minutes = abs(offset) / 60
    let zone = (offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
    return padded(Int(fields.tm_year) + 1900, 4) + "-" + padded(Int(fields.tm_mon) + 1, 2) + "-"
      + padded(Int(fields.tm_mday), 2) + "T" + padded(Int(fields.tm_hour), 2) + ":"
      + padded(Int(fields.tm_min), 2) + ":" + padded(Int(fields.tm_sec), 2) + zone
  }
}

/// An identifier that sorts by time and needs no agreement with anybody: 26 characters of Crockford's base 32.
///
/// Format: <https://github.com/ulid/spec>.
package enum ULID {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// Returns a new id: 10 characters for the milliseconds of `time`, 16 random ones.
  package static func make<Randomness: RandomNumberGenerator>(
    at time: Timestamp, using randomness: inout Randomness
  ) -> String {
    var characters: [UInt8] = []
    let milliseconds = UInt64(clamping: time.milliseconds)
    for shift in stride(from: 45, through: 0, by: -5) {
      characters.append(alphabet[Int(milliseconds >> UInt64(shift)) & 31])
    }
    // The system is asked as seldom as can be: twice 40 bits.
    for _ in 0..<2 {
      let bits = randomness.next()
      for shift in stride(from: 35, through: 0, by: -5) { characters.append(alphabet[Int(bits >> UInt64(shift) & 31)]) }
    }
    return String(decoding: characters, as: UTF8.self)
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}

/// A number with zeros before it.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
