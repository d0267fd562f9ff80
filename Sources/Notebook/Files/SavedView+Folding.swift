import Outline

extension SavedView {
  /// The topics of a file that were folded when the notebook was left; nil for a file that was not open then.
  ///
  /// - Parameter name: The path of the file relative to the notebook.
  /// - Complexity: O(topics of the outline)
  package func foldedTopics(of name: String, in outline: Outline) -> Set<TopicIndex>? {
    guard let file = files[name] else { return nil }
    var folding = Folding(count: outline.count)
    if file.level > 0 { folding.setLevel(file.level) }
    for place in file.folded {
      if let topic = outline.topic(rememberedAs: place) { folding.fold(topic, in: outline) }
    }
    for place in file.unfolded {
      if let topic = outline.topic(rememberedAs: place) { folding.unfold(topic, in: outline) }
    }
    return Set(outline.indices.filter { $0 != .root && folding.isFolded($0, in: outline) })
  }
}
