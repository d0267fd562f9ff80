import Glibc
import Terminal
import Testing

@Suite struct VisibleTextTests {
  @Test(
    "Controls are written out, and nothing else changes",
    arguments: [
      ("plain ä 日 😀\tx\ny", "plain ä 日 😀\tx\ny"), ("\u{1B}[31mred", "\\x1B[31mred"),
      ("a\u{07}\u{00}\u{7F}", "a\\x07\\x00\\x7F"),
      ("\u{9B}31m", "\\x9B31m"), ("a\rb", "a\\x0Db"), ("x\u{202E}y", "x\\u{202E}y"), ("Â é", "Â é"),
    ])
  func escapes(text: String, escaped: String) {
    #expect(VisibleText.escaped(text) == escaped)
    #expect(VisibleText.escaped(Array(text.utf8)) == escaped)
  }

  @Test(
    "Names are quoted as ls quotes them",
    arguments: [
      ("notes.md", "notes.md"), ("a b.md", "'a b.md'"), ("über/日.md", "über/日.md"), ("it's", "'it'\\''s'"),
      ("a\u{1B}[m.md", "'a'$'\\033''[m.md'"), ("a\nb", "'a'$'\\n''b'"), ("\u{9B}x", "''$'\\302\\233''x'"), ("", "''"),
      ("$x", "'$x'"),
    ])
  func quotes(name: String, quoted: String) { #expect(VisibleText.quoted(name) == quoted) }

  @Test("Only Output prints") func printing() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    var found: [String] = []
    for file in swiftFiles(in: "/" + root + "/Sources") where !file.hasSuffix("/App/Output.swift") {
      let text = contents(of: file)
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let code = line.prefix { $0 != "/" }
        let isPrinting = ["print(", "debugPrint(", "fputs(", "putchar(", "printf(", "standardOutput", "standardError"]
          .contains {
            code.contains($0)
          }
        if isPrinting, !code.contains("func "), !code.contains("Fingerprint(") {
          found.append("\(file):\(number + 1): \(line)")
        }
      }
    }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  private func swiftFiles(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var files: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(".") { continue }
      let path = folder + "/" + name
      if name.hasSuffix(".swift") { files.append(path) } else { files += swiftFiles(in: path) }
    }
    return files
  }

  private func contents(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
  }
}
