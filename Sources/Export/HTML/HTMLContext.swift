import Outline

/// A link's end inside an export.
package struct ExportTarget: Hashable, Sendable {
  /// The position of the file among those exported.
  package var file: Int
  /// The topic in that file; the root for the file itself.
  package var topic: TopicIndex

  /// Creates a target; `file` counts from 0.
  package init(file: Int, topic: TopicIndex) {
    self.file = file
    self.topic = topic
  }
}

/// The surroundings of a file that is written: the page it is on and the others that links may lead to.
struct HTMLContext {
  /// The position of the file among those exported.
  var file: Int
  var addresses: HTMLAddresses
  /// The place in the export that a link of a file leads to; nil for one that leads out of it.
  var resolve: HTMLExport.Resolver

  /// The `href` of a link, safe in an attribute; nil for a link that must not or cannot be followed.
  func address(of link: RichText.Link) -> String? {
    if let target = resolve(link, file) {
      return HTMLText.escaped(addresses.address(of: target.topic, in: target.file, from: file))
    }
    if link.kind == .wikilink || link.destination.hasPrefix("#") { return nil }
    return HTMLText.address(link.destination)
  }
}
