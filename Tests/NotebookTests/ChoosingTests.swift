import Annotations
import NotebookHarness
import Testing

@Suite struct ChoosingTests {
  @Test(
    "The list of types opens at the type that there is: Enter changes nothing",
    arguments: [nil, .question, .issue, AnnotationType("gossip")])
  func types(type: AnnotationType?) throws {
    var desk = try Desk.animals("12jt", annotations: [annotation("Where?", line: 13, id: "a", type: type)])
    #expect(desk.overlay?.contains("\n>\(type?.rawValue ?? "note")") == true)
    desk.press("<Enter>")
    #expect(desk.overlay == nil)
    #expect(desk.disk.values.joined().map(\.type) == [type])
    desk.press("u")
    #expect(desk.message == "nothing to undo")
  }

  @Test("The list of severities opens at the severity that there is", arguments: [nil, Severity.low, .high])
  func severities(severity: Severity?) throws {
    var remark = annotation("Where?", line: 13, id: "a")
    remark.severity = severity
    var desk = try Desk.animals("12j!", annotations: [remark])
    #expect(desk.overlay?.contains("\n>\(severity?.rawValue ?? "none")") == true)
    desk.press("<Enter>")
    #expect(desk.disk.values.joined().map(\.severity) == [severity])
  }

  @Test("What is being written keeps its type when the list is closed with Enter") func writing() throws {
    var desk = try Desk.animals("5jaWhy?<C-x>tquest<Enter><C-x>t<Enter>")
    #expect(desk.writing == "Why?")
    desk.press("<C-s>")
    #expect(desk.disk.values.joined().map(\.type) == [.question])
  }
}
