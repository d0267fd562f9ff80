import Annotations
import Store
import StoreHarness
import Testing

@Suite struct StepTests {
  let folder = TemporaryFolder()

  private func note(_ text: String) -> Annotation {
    var note = Annotation(
      id: "n", author: "A \"b\"", timestamp: "2026-01-01T00:00:00Z", text: text, type: .question, severity: .low,
      isResolved: true, replyTo: "p",
      anchor: Anchor(
        target: .quote, line: 3, endLine: 4, startColumn: 1, endColumn: 2, selectedText: "é",
        evidence: Anchor.Evidence(path: ["A", "B"], nextSibling: "C", ordinal: 2, samePath: 3)))
    note.promotedFrom = ["q"]
    note.anchor.confirmed = [Anchor(target: .topic, line: 9, evidence: Anchor.Evidence(path: ["Z"]))]
    return note
  }

  private func step(_ id: String, _ changes: [AnnotationChange], isUndone: Bool = false) -> UndoStep {
    UndoStep(id: id, name: "saved\n", changes: changes, isUndone: isUndone)
  }

  @Test func stepsComeBackAsTheyWere() throws {
    let store = Store(folder.environment())
    let steps = [
      step("1", [.add(note("a\u{0}\n\u{1B}"))]),
      step("2", [.replace(note("b"), was: note("a")), .delete(note("c"))], isUndone: true),
    ]
    #expect(try store.steps(for: "/a.md").isEmpty)
    try store.setSteps(steps, known: ["1", "2"], for: "/a.md")
    #expect(try store.steps(for: "/a.md") == steps)
    #expect(try store.steps(for: "/b.md").isEmpty)
  }

  @Test func stepsOfASessionBesideThisOneStay() throws {
    let store = Store(folder.environment())
    try store.setSteps([step("1", [.add(note("a"))]), step("3", [.add(note("c"))])], known: ["1", "3"], for: "/a.md")
    try store.setSteps([step("2", [.add(note("b"))])], known: ["1", "2"], for: "/a.md")
    #expect(try store.steps(for: "/a.md").map(\.id) == ["2", "3"])
  }

  @Test func theOldestGoWhereThereAreTooMany() throws {
    let store = Store(folder.environment())
    let many = (1000..<1300).map { step(String($0), [.add(note("a"))]) }
    try store.setSteps(many, known: [], for: "/a.md")
    #expect(try store.steps(for: "/a.md").map(\.id) == (1100..<1300).map(String.init))
    let large = (2000..<2100).map { step(String($0), [.add(note(String(repeating: "x", count: 50_000)))]) }
    try store.setSteps(large, known: Set((1000..<1300).map(String.init)), for: "/a.md")
    let kept = try store.steps(for: "/a.md")
    #expect(!kept.isEmpty && kept.count < 50 && kept.last?.id == "2099")
  }

  @Test(arguments: ["", "{", "[]", "{\"gloss_steps\": 2, \"steps\": []}", "{\"gloss_steps\": 1, \"steps\": [{}]}"])
  func whatMakesNoSenseIsNoStep(text: String) throws {
    let store = Store(folder.environment())
    try store.setSteps([step("1", [.add(note("a"))])], known: [], for: "/a.md")
    // Under the hash of the source's path.
    folder.write(text, to: ".state/notebooks/98715b91f4fe41d7c4184e3a20ce1e41c7459ff0/steps.json")
    #expect(try store.steps(for: "/a.md").isEmpty)
  }
}
