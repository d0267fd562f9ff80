import Foundation
import Testing

/// The triples of the modal editor, pressed in vim itself: an oracle that nobody here wrote.
@Suite struct VimTests {
  private static let program = ["/usr/bin/vim", "/usr/local/bin/vim"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private static let triples =
    ModalTests.motionsLeadWhereVimSaysCases + ModalTests.operatorsTakeWhatVimTakesCases
    + ModalTests.typingGoesWhereVimPutsItCases + ModalTests.whatWasTakenIsPutBackCases
    + ModalTests.visualModeSelectsFromCharacterToCharacterCases + ModalTests.changesAreDoneAgainAndTakenBackCases
    + RegisterTests.registerCases + RegisterTests.markCases + RegisterTests.macroCases

  /// Triples that are meant to end otherwise than in vim, by text and keys, and the reason.
  private static let departures: [String: String] = [
    #""a *b|c* d" di*"#: "Markdown's emphasis is an object", #""a _b|c_ d" di_"#: "Markdown's emphasis is an object",
    #""- |a" ob<Esc>"#: "a list goes on", #""a\nb|b\nc" Vk"#: "the cursor is on a character in visual mode, too",
    #""|one two" wma0ix<Esc>`a"#: "a mark moves with its word",
    #""one |two three" ma0dw`a"#: "a mark moves with its word",
  ]

  @Test(.enabled(if: program != nil, "vim is not installed")) func everyTripleEndsAsInVim() throws {
    let found = try Self.results(of: Self.triples)
    try #require(found.count == Self.triples.count)
    var departed: Set<String> = []
    for (typed, vim) in zip(Self.triples, found) where vim != typed.after {
      let name = "\(typed.before.debugDescription) \(typed.keys)"
      departed.insert(name)
      #expect(Self.departures[name] != nil, "\(typed.testDescription) but vim: \(vim.debugDescription)")
    }
    #expect(Set(Self.departures.keys).subtracting(departed).isEmpty, "vim does these as well")
  }

  /// The marked text after each triple's keys in one process of vim.
  private static func results(of triples: [Typed]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gloss-vim-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try script(triples, output: folder.appending(path: "found").path)
      .write(to: folder.appending(path: "script"), atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = [
      "-s", "KILL", "20", try #require(program), "-u", "NONE", "-i", "NONE", "-n", "-N", "-es", "-S",
      folder.path + "/script",
    ]
    process.environment = ["LANG": "C.UTF-8", "HOME": folder.path, "TERM": "dumb"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let found = try Data(contentsOf: folder.appending(path: "found"))
    return try JSONDecoder().decode([Found].self, from: found).map(\.marked)
  }

  /// Vim's state after the keys of a triple; offsets in bytes of the text.
  private struct Found: Decodable {
    var text: String
    var cursor: Int
    /// The other end of a visual selection.
    var anchor: Int
    var mode: String

    var marked: String {
      var bytes = Array(text.utf8)
      var marks = [(at: cursor, mark: "|")]
      if mode == "v" || mode == "V" {
        var (first, last) = (min(cursor, anchor), max(cursor, anchor))
        if mode == "V" {
          while first > 0, bytes[first - 1] != 0x0A { first -= 1 }
          while last < bytes.count, bytes[last] != 0x0A { last += 1 }
        } else {
          last = min(bytes.count, last + 1)
          while last < bytes.count, bytes[last] & 0xC0 == 0x80 { last += 1 }
        }
        marks = [(first, "["), (cursor, "|"), (last, "]")]
      }
      for (at, mark) in marks.reversed() { bytes.insert(contentsOf: mark.utf8, at: min(at, bytes.count)) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// A script that presses the keys of each triple in a buffer of its own, and writes what came of it to `output`.
  private static func script(_ triples: [Typed], output: String) -> String {
    var lines = [
      "set encoding=utf-8 shiftwidth=2 expandtab autoindent nojoinspaces backspace=indent,eol,start belloff=all",
      "let found = []",
    ]
    for typed in triples {
      let at = typed.before.firstIndex(of: "|") ?? typed.before.startIndex
      let head = typed.before[..<at]
      let text = head + typed.before[at...].dropFirst()
      let row = head.utf8.count { $0 == 0x0A } + 1
      let column = (head.split(separator: "\n", omittingEmptySubsequences: false).last?.utf8.count ?? 0) + 1
      let quoted = text.split(separator: "\n", omittingEmptySubsequences: false).map(quoted).joined(separator: ", ")
      lines += [
        "for r in split('abcdefghijklmnopqrstuvwxyz0\"', '\\zs') | call setreg(r, '') | endfor",
        "enew! | set undolevels=-1 | call setline(1, [\(quoted)]) | set undolevels=1000",
        "call cursor(\(row), \(column))",
        "call feedkeys(\"\(keys(typed.keys))\", 'tx')",
        "call add(found, #{text: join(getline(1, '$'), \"\\n\"), mode: mode(), "
          + "cursor: max([0, line2byte('.') + col('.') - 2]), anchor: max([0, line2byte('v') + col('v') - 2])})",
        "call feedkeys(\"\\<Esc>\\<Esc>\", 'tx')",
      ]
    }
    return (lines + ["call writefile([json_encode(found)], '\(output)')", "qall!"]).joined(separator: "\n") + "\n"
  }

  private static func quoted(_ line: Substring) -> String { "'" + line.replacing("'", with: "''") + "'" }

  private static func keys(_ notation: String) -> String {
    notation.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("<", with: "\\<")
  }
}
