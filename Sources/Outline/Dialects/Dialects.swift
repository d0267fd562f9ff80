/// The pass over a file's bytes that finds what is read otherwise than CommonMark reads it.
///
/// Conventions for a rule:
/// - It has a case in `DialectRule`, a line in the table there, a file in this folder, and tests with inputs of its kind.
/// - It is decided once, for the whole file, in `LineScanner` (what begins or ends blocks) or `InlineScanner` (what
///   stands inside of paragraphs and headings). The result is a list of `Patch`es, kept with the outline.
/// - md4c, `TopicBuilder`, `FragmentSource` and titles all see the file with the patches covered (`Outline.Storage.read`):
///   the same bytes for the outline as for the text of one topic, so that both agree. Offsets never change.
/// - What is shown is taken from the file itself; `Patch.effect` says how. `RichTextReader` cuts its runs at patches, and
///   `Outline.title(of:)` leaves out what is hidden or dimmed.
/// - A rule looks at a byte only where a cheaper test has let it: lines by their first byte, paragraphs by whether they
///   hold one of the bytes that rules begin with. All passes together take at most 0.3 of a pass of md4c.
/// - What must be looked for further down (the end of a comment, a definition) is looked for in the whole file, also
///   where only its beginning is parsed, so that the first screen shows what the whole file will.
enum Dialects {
  /// The patches of `bytes` from `start` on, where the Markdown begins.
  ///
  /// - Parameter whole: The file whose beginning `bytes` is; the same as `bytes` where all of it is read.
  /// - Complexity: O(length)
  static func patches(of bytes: Bytes, from start: Int, whole: Bytes, without rules: Set<DialectRule>) -> Patches {
    var scanner = LineScanner(bytes: bytes, start: start, whole: whole)
    scanner.scan()
    return Patches(rules.isEmpty ? scanner.patches : scanner.patches.filter { !rules.contains($0.rule) })
  }
}
