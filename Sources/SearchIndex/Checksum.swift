/// A number that tells whether something is as it was; none that keeps anybody from making the same on purpose.
package struct Checksum: Sendable {
  private var sum: UInt64 = 0x2545_F491_4F6C_DD1D

  /// The sum of nothing.
  package init() {}

  /// The sum of some bytes and a number.
  init(of bytes: [UInt8], _ number: UInt64) {
    add(number)
    bytes.withUnsafeBytes { bytes in
      var at = 0
      while at + 8 <= bytes.count {
        add(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        at += 8
      }
      while at < bytes.count {
        add(UInt64(bytes[at]))
        at += 1
      }
    }
  }

  /// The sum as the database has it.
  var value: Int64 { Int64(bitPattern: sum) }

  /// The sum as a number.
  package var bits: UInt64 { sum }

  @inline(__always)
  mutating func add(_ word: UInt64) { sum = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15 ^ sum &>> 29 }

  /// Adds the name of a file, and the state that it is in.
  package mutating func add(_ file: String, _ stamp: SearchIndex.Stamp) {
    for byte in file.utf8 { add(UInt64(byte)) }
    add(stamp.size)
    add(UInt64(bitPattern: stamp.modified))
    add(UInt64(bitPattern: stamp.changed))
    add(stamp.inode)
  }
}
