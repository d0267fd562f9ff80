import CMD4C

/// A pass of md4c without a receiver, which outlines are compared with.
package func bareParse(_ bytes: UnsafeRawBufferPointer) {
  guard let base = bytes.baseAddress else { return }
  var parser = MD_PARSER()
  parser.flags = UInt32(MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)
  parser.enter_block = { _, _, _ in 0 }
  parser.leave_block = { _, _, _ in 0 }
  parser.enter_span = { _, _, _ in 0 }
  parser.leave_span = { _, _, _ in 0 }
  parser.text = { _, _, _, _ in 0 }
  _ = md_parse(base.assumingMemoryBound(to: CChar.self), UInt32(bytes.count), &parser, nil)
}
