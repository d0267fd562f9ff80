import Editor
import Testing

@Test func types() {
  var editor = TextEditor()
  editor.perform(.insert("a"), in: EditorGeometry(columns: 10))
  #expect(editor.text == "a")
}
