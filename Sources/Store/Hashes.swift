/// Git's identifier of some bytes as a blob, 40 hexadecimal digits.
package func blobID(of bytes: [UInt8]) -> String {
  SHA1.hexadecimal(bytes, after: Array("blob \(bytes.count)\0".utf8))
}

/// SHA-1 (FIPS 180-4), which is how git names what it keeps; not for secrets.
package enum SHA1 {
  /// - Parameter head: bytes that stand before the others, fewer than 64.
  package static func hexadecimal(_ bytes: [UInt8], after head: [UInt8] = []) -> String {
    var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    var words = [UInt32](repeating: 0, count: 80)
    forEachBlock(of: bytes, after: head) { block in
      for index in 0..<16 { words[index] = block[index] }
      for index in 16..<80 {
        words[index] = rotatedLeft(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1)
      }
      var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
      for index in 0..<80 {
        let mix: UInt32
        if index < 20 {
          mix = (b & c | ~b & d) &+ 0x5A82_7999
        } else if index < 40 {
          mix = (b ^ c ^ d) &+ 0x6ED9_EBA1
        } else if index < 60 {
          mix = (b & c | b & d | c & d) &+ 0x8F1B_BCDC
        } else {
          mix = (b ^ c ^ d) &+ 0xCA62_C1D6
        }
        let next = rotatedLeft(a, 5) &+ mix &+ e &+ words[index]
        (a, b, c, d, e) = (next, a, rotatedLeft(b, 30), c, d)
      }
      state[0] &+= a
      state[1] &+= b
      state[2] &+= c
      state[3] &+= d
      state[4] &+= e
    }
    return hexadecimalDigits(of: state)
  }
}

/// SHA-256 (FIPS 180-4), which MRSF's `selected_text_hash` is.
package enum SHA256 {
  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    var state = initial
    var words = [UInt32](repeating: 0, count: 64)
    forEachBlock(of: bytes, after: []) { block in
      for index in 0..<16 { words[index] = block[index] }
      for index in 16..<64 {
        let (x, y) = (words[index - 15], words[index - 2])
        let s0 = rotatedLeft(x, 25) ^ rotatedLeft(x, 14) ^ (x >> 3)
        let s1 = rotatedLeft(y, 15) ^ rotatedLeft(y, 13) ^ (y >> 10)
        words[index] = words[index - 16] &+ s0 &+ words[index - 7] &+ s1
      }
      var v = state
      for index in 0..<64 {
        let s1 = rotatedLeft(v[4], 26) ^ rotatedLeft(v[4], 21) ^ rotatedLeft(v[4], 7)
        let choice = v[4] & v[5] ^ ~v[4] & v[6]
        let first = v[7] &+ s1 &+ choice &+ constants[index] &+ words[index]
        let s0 = rotatedLeft(v[0], 30) ^ rotatedLeft(v[0], 19) ^ rotatedLeft(v[0], 10)
        let majority = v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]
        v = [first &+ s0 &+ majority, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
      }
      for index in 0..<8 { state[index] &+= v[index] }
    }
    return hexadecimalDigits(of: state)
  }

  private static let initial: [UInt32] = [
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
  ]

  private static let constants: [UInt32] = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
    0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
    0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
    0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
    0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
    0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
    0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
    0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
  ]
}

/// Hands out 64-byte blocks as big-endian words, padding included (FIPS 180-4 section 5.1.1).
private func forEachBlock(of bytes: [UInt8], after head: [UInt8], _ body: ([UInt32]) -> Void) {
  let count = head.count + bytes.count
  var block = [UInt32](repeating: 0, count: 16)
  func take(_ source: [UInt8], from start: Int) {
    for index in 0..<16 {
      let at = start + index * 4
      block[index] =
        UInt32(source[at]) << 24 | UInt32(source[at + 1]) << 16 | UInt32(source[at + 2]) << 8
        | UInt32(source[at + 3])
    }
    body(block)
  }
  // The first block holds the head; the others are read where they are.
  let fill = head.isEmpty ? 0 : min(64 - head.count, bytes.count)
  var tail = head + bytes[..<fill]
  var start = fill
  if tail.count == 64 {
    take(tail, from: 0)
    tail = []
  }
  while tail.isEmpty, start + 64 <= bytes.count {
    take(bytes, from: start)
    start += 64
  }
  tail += bytes[start...] + [0x80]
  while tail.count % 64 != 56 { tail.append(0) }
  let bits = UInt64(count) * 8
  for shift in stride(from: UInt64(56), through: 0, by: -8) { tail.append(UInt8(truncatingIfNeeded: bits >> shift)) }
  for start in stride(from: 0, to: tail.count, by: 64) { take(tail, from: start) }
}

private func rotatedLeft(_ word: UInt32, _ count: UInt32) -> UInt32 {
  word << count | word >> (32 - count)
}

private func hexadecimalDigits(of words: [UInt32]) -> String {
  var digits: [UInt8] = []
  digits.reserveCapacity(words.count * 8)
  for word in words {
    for shift in stride(from: UInt32(28), through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: word >> shift) & 0xF
      digits.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
  return String(decoding: digits, as: UTF8.self)
}
