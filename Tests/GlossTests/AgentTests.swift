import Foundation
import ProgramHarness
import PseudoTerminal
import Testing

/// A program that annotates through `gloss mcp` while somebody reads the same notes on the screen.
@Suite struct AgentTests {
  /// Speaks JSON-RPC with the program.
  private final class Agent {
    private let program: RunningProgram
    private var number = 0

    init(_ home: TemporaryHome) throws {
      let process = Process()
      process.executableURL = URL(filePath: TemporaryHome.program)
      process.arguments = ["mcp", "--write", "garden.md"]
      process.currentDirectoryURL = URL(filePath: home.folder + "/notes")
      process.environment = PseudoTerminal.environment.merging(home.environment()) { $1 }
      program = try RunningProgram(process)
      let parameters: [String: Any] = [
        "protocolVersion": "2025-06-18", "capabilities": [:] as [String: String],
        "clientInfo": ["name": "test", "version": "1"],
      ]
      let answer = try ask("initialize", parameters)
      #expect((answer["serverInfo"] as? [String: Any])?["name"] as? String == "gloss")
      try program.write(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
    }

    deinit { program.end() }

    private func ask(_ method: String, _ parameters: [String: Any]) throws -> [String: Any] {
      number += 1
      let message: [String: Any] = ["jsonrpc": "2.0", "id": number, "method": method, "params": parameters]
      try program.write(String(decoding: try JSONSerialization.data(withJSONObject: message), as: UTF8.self))
      let line = try #require(program.line())
      let answer = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(answer["id"] as? Int == number)
      return try #require(answer["result"] as? [String: Any], "\(answer)")
    }

    /// Returns the answer of a tool, which is one JSON object a line.
    func call(_ tool: String, _ arguments: [String: Any] = [:]) throws -> [[String: Any]] {
      let result = try ask("tools/call", ["name": tool, "arguments": arguments])
      #expect(result["isError"] as? Bool == false, "\(result)")
      let text = ((result["content"] as? [[String: Any]])?.first?["text"] as? String) ?? ""
      return try text.split(separator: "\n").map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
    }
  }

  @Test("An agent annotates, the reader answers on the screen, the agent resolves, and the screen follows")
  func conversation() throws {
    let home = try TemporaryHome()
    let path = try home.write(TemporaryHome.garden, to: "garden.md")
    let terminal = try home.open("garden.md")
    try terminal.wait { $0.shows("9 topics") }
    let agent = try Agent(home)
    #expect(try agent.call("outline").contains { $0["title"] as? String == "Parsnips" })
    let made = try agent.call(
      "annotate", ["topic": "Parsnips", "text": "Before or after frost?", "author": "Agent", "type": "question"])
    let id = try #require(made.first?["id"] as? String)
    try terminal.wait { $0.shows("1 annotation") && $0.shows("Parsnips") && $0.shows("?1") }

    terminal.send("]a")
    try terminal.wait { $0.shows("Before or after frost?") }
    terminal.send("R")
    try terminal.wait { $0.shows("saves") }
    terminal.send("After, they are sweeter.")
    try terminal.wait { $0.shows("they are sweeter.") }
    terminal.send(Keys.control("s"))
    try terminal.wait { $0.row(23).hasPrefix(" saved") }

    let answers = try agent.call("annotations").filter { $0["reply_to"] as? String == id }
    #expect(answers.map { $0["text"] as? String } == ["After, they are sweeter."])
    _ = try agent.call("resolve", ["id": id])
    try terminal.wait { $0.shows("resolved") && $0.shows("○") && !$0.shows("?1") }
    terminal.send("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(home.read("garden.md") == TemporaryHome.garden && FileManager.default.fileExists(atPath: path))
  }
}
