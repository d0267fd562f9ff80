import App
import Export
import Import

/// Answers messages of the Model Context Protocol (JSON-RPC 2.0, its stdio transport).
struct MCPServer {
  let paths: [String]
  let isWritable: Bool

  /// The versions of the protocol that are spoken, the newest first.
  private static let versions = ["2025-06-18", "2025-03-26", "2024-11-05"]

  private enum Code: Int {
    case parseError = -32700
    case invalidRequest = -32600
    case noMethod = -32601
    case invalidParameters = -32602
  }

  private struct RPCError: Error {
    var code: Code
    var message: String
  }

  /// The answer to a message on one line; nil for what asks for none.
  func answer(to line: String) -> String? {
    guard let message = JSONValue(text: line) else {
      return encoded(error: RPCError(code: .parseError, message: "this is not JSON"), id: .null)
    }
    if case .list(let messages) = message {
      let answers = messages.compactMap(response(to:))
      return answers.isEmpty ? nil : JSONValue.list(answers).line
    }
    return response(to: message)?.line
  }

  private func response(to message: JSONValue) -> JSONValue? {
    let id = message.member("id")
    guard let method = message["method"].string else {
      // An answer to something that was never asked, or nothing that makes sense.
      return id == nil
        ? nil : document(error: RPCError(code: .invalidRequest, message: "there is no method"), id: id ?? .null)
    }
    guard let id else { return nil }
    do {
      let result = try result(of: method, message.member("params") ?? .object([:]))
      return .object(["jsonrpc": .string("2.0"), "id": id, "result": result])
    } catch let error as RPCError {
      return document(error: error, id: id)
    } catch {
      return document(error: RPCError(code: .invalidParameters, message: "\(error)"), id: id)
    }
  }

  private func document(error: RPCError, id: JSONValue) -> JSONValue {
    .object([
      "jsonrpc": .string("2.0"), "id": id,
      "error": .object(["code": .integer(error.code.rawValue), "message": .string(error.message)]),
    ])
  }

  private func encoded(error: RPCError, id: JSONValue) -> String? {
    document(error: error, id: id).line
  }

  private func result(of method: String, _ parameters: JSONValue) throws -> JSONValue {
    switch method {
    case "initialize":
      let wanted = parameters["protocolVersion"].string ?? ""
      return .object([
        "protocolVersion": .string(Self.versions.contains(wanted) ? wanted : Self.versions[0]),
        "capabilities": .object(["tools": .object([:])]),
        "serverInfo": .object(["name": .string("gloss"), "version": .string(Gloss.configuration.version)]),
        "instructions": .string(
          "Markdown notes as an outline, with annotations beside them. "
            + (isWritable
              ? "Annotations can be made and changed; the notes themselves can't."
              : "Nothing can be changed: gloss mcp --write allows that.")),
      ])
    case "ping": return .object([:])
    case "tools/list": return .object(["tools": .list(MCPTool.all(isWritable: isWritable).map(\.description))])
    case "tools/call":
      guard let name = parameters["name"].string,
        let tool = MCPTool.all(isWritable: isWritable).first(where: { $0.name == name })
      else {
        throw RPCError(code: .invalidParameters, message: "there is no tool \(parameters["name"].string ?? "")")
      }
      return call(tool, parameters.member("arguments") ?? .object([:]))
    default: throw RPCError(code: .noMethod, message: "there is no method \(method)")
    }
  }

  /// Returns the answer of a tool; a failure is part of the answer, for the agent to read.
  private func call(_ tool: MCPTool, _ arguments: JSONValue) -> JSONValue {
    func content(_ text: String, isError: Bool) -> JSONValue {
      .object([
        "content": .list([.object(["type": .string("text"), "text": .string(text)])]), "isError": .flag(isError),
      ])
    }
    do {
      return content(try tool.run(arguments, in: paths), isError: false)
    } catch let failure as Failure {
      return content(failure.message, isError: true)
    } catch {
      return content(AnnotateCommand.reason(error), isError: true)
    }
  }
}
