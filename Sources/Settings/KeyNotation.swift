import Terminal

// Stands in until Terminal reads the notation of keys.
extension [Key] {
  init?(notation: some StringProtocol) {
    self = notation.unicodeScalars.map { Key($0) }
    if isEmpty { return nil }
  }
}
