import CFileSystem
import Glibc

/// The environment of this process.
package enum ProcessVariables {
  /// The variables when this was first asked for, `NAME=VALUE` with a terminating zero each: what children are given.
  ///
  /// Taking over a terminal sets variables, so this has to be asked for before.
  package static let atStart: [[CChar]] = {
    guard let entries = gloss_environment() else { return [] }
    var copies: [[CChar]] = []
    var number = 0
    while let entry = entries[number] {
      copies.append(Array(UnsafeBufferPointer(start: entry, count: strlen(entry) + 1)))
      number += 1
    }
    return copies
  }()
}

/// The variables of this process's environment; of one that is there twice, the first.
package func processVariables() -> [String: String] {
  // A dictionary that grows is made several times over, and the first frame waits for this one.
  var variables = [String: String](minimumCapacity: ProcessVariables.atStart.count)
  for entry in ProcessVariables.atStart {
    let bytes = entry.dropLast().lazy.map(UInt8.init(bitPattern:))
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { continue }
    let name = String(decoding: bytes[..<equals], as: UTF8.self)
    if variables[name] == nil { variables[name] = String(decoding: bytes[(equals + 1)...], as: UTF8.self) }
  }
  return variables
}
