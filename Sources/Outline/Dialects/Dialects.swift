/// The pass over a file's bytes that finds what is read otherwise than CommonMark reads it.
///
/// Conventions for a rule:
/// - It has a case in `DialectRule`, a line in the table there, a file in this folder, and tests with inputs of its
///   kind.
/// - It is decided once, for the whole file, in `LineScanner` (what begins or ends blocks) or `InlineScanner` (what
///   is inside of paragraphs and headings). The result is a list of `Patch`es, kept with the outline.
/// - md4c, `TopicBuilder`, `FragmentSource` and titles all see the file with the patches covered
///   (`Outline.Storage.read`): the same bytes for the outline as for the text of one topic, so that both agree. Offsets
///   never change.
/// - What is shown is taken from the file itself; `Patch.effect` says how. `RichTextReader` cuts its runs at patches,
///   and `Outline.title(of:)` leaves out what is hidden or dimmed.
/// - A rule looks at a byte only where a cheaper test has let it: lines by their first byte, paragraphs by whether they
///   hold one of the bytes that rules begin with. All passes together take at most 0.3 of a pass of md4c.
/// - What must be looked for further down (the end of a comment) and is not found where only the beginning of a file is
///   read puts in doubt what follows (`LineScanner.doubt`): that is left out of the first screen, so that nothing shown
///   is taken back.
enum Dialects {
  /// The patches of `bytes`, and up to where they do not depend on more of the file.
  ///
  /// - Parameter isWhole: Whether `bytes` is all of the file; if not, it is certain only up to what more may decide on.
  /// - Complexity: O(length)
  static func patches(
    of bytes: Bytes, _ head: FrontMatter, isWhole: Bool, without rules: Set<DialectRule>
  ) -> (patches: Patches, certain: Int) {
    var scanner = LineScanner(bytes: bytes, start: head.end, isWhole: isWhole)
    if let range = head.range { scanner.patch(range, .frontMatter, .dimmedBlock, cover: Patch.space) }
    scanner.scan()
    let certain = min(scanner.doubt, bytes.count)
    let found = scanner.patches.filter { Int($0.offset) < certain && !rules.contains($0.rule) }
    return (Patches(found), certain)
  }
}
