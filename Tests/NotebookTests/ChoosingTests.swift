import Annotations
import NotebookHarness
import Testing

@Suite struct ChoosingTests {
  @Test(
    "The list of types opens at the type that there is: Enter changes nothing",
    arguments: [nil, .question, .issue, AnnotationType("gossip")])
  func types(type: AnnotationType?) throws {
    var notebook = try NotebookHarness.animals(
      "12jt", annotations: [annotation("Where?", line: 13, id: "a", type: type)])
    #expect(notebook.overlay?.contains("\n>\(type?.rawValue ?? "note")") == true)
    notebook.press("<Enter>")
    #expect(notebook.overlay == nil)
    #expect(notebook.disk.values.joined().map(\.type) == [type])
    notebook.press("u")
    #expect(notebook.message == "nothing to undo")
  }

  @Test("The list of severities opens at the severity that there is", arguments: [nil, Severity.low, .high])
  func severities(severity: Severity?) throws {
    var remark = annotation("Where?", line: 13, id: "a")
    remark.severity = severity
    var notebook = try NotebookHarness.animals("12j!", annotations: [remark])
    #expect(notebook.overlay?.contains("\n>\(severity?.rawValue ?? "none")") == true)
    notebook.press("<Enter>")
    #expect(notebook.disk.values.joined().map(\.severity) == [severity])
  }

  @Test("What is being written keeps its type when the list is closed with Enter") func writing() throws {
    var notebook = try NotebookHarness.animals("5jaWhy?<C-x>tquest<Enter><C-x>t<Enter>")
    #expect(notebook.writing == "Why?")
    notebook.press("<C-s>")
    #expect(notebook.disk.values.joined().map(\.type) == [.question])
  }
}
