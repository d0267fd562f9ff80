import CCrypto

/// Git's identifier of some bytes as a blob, 40 hexadecimal digits.
package func blobID(of bytes: [UInt8]) -> String {
  SHA1.hexadecimal(bytes, after: Array("blob \(bytes.count)\0".utf8))
}

/// SHA-1 (FIPS 180-4), which is how git names what it keeps; not for secrets.
package enum SHA1 {
  /// Returns the hash in hexadecimal digits.
  /// - Parameter head: bytes that stand before the others.
  package static func hexadecimal(_ bytes: [UInt8], after head: [UInt8] = []) -> String {
    var context = SHA_CTX()
    SHA1_Init(&context)
    SHA1_Update(&context, head, head.count)
    SHA1_Update(&context, bytes, bytes.count)
    return digits(count: Int(SHA_DIGEST_LENGTH)) { _ = SHA1_Final($0, &context) }
  }
}

/// SHA-256 (FIPS 180-4), which MRSF's `selected_text_hash` is.
package enum SHA256 {
  /// Returns the hash in hexadecimal digits.
  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    var context = SHA256_CTX()
    SHA256_Init(&context)
    SHA256_Update(&context, bytes, bytes.count)
    return digits(count: Int(SHA256_DIGEST_LENGTH)) { _ = SHA256_Final($0, &context) }
  }
}

/// The hexadecimal digits of so many bytes that `write` fills in.
private func digits(count: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Void) -> String {
  var bytes = [UInt8](repeating: 0, count: count)
  bytes.withUnsafeMutableBufferPointer { buffer in
    if let start = buffer.baseAddress { write(start) }
  }
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }, as: UTF8.self)
}
