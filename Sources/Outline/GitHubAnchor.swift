/// The anchors that GitHub gives to headings.
package enum GitHubAnchor {
  /// The anchor of a heading called `title`, before a number tells twins apart: small letters, digits, `-` and `_`; blanks
  /// become `-`, everything else goes.
  ///
  /// Source: the `github-slugger` algorithm that GitHub documents under "Section links".
  package static func slug(of title: String) -> String {
    var slug = String.UnicodeScalarView()
    for scalar in title.lowercased().unicodeScalars {
      if scalar == " " {
        slug.append("-")
      } else if scalar == "-" || scalar == "_" || isWord(scalar) {
        slug.append(scalar)
      }
    }
    return String(slug)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .decimalNumber, .letterNumber, .connectorPunctuation:
      true
    default: false
    }
  }
}

extension Outline {
  /// The heading that `anchor` leads to: one whose anchor it is, else one that names itself so with `{#anchor}`.
  /// - Complexity: O(topics)
  package func topic(anchor: String) -> TopicIndex? {
    var seen: [String: Int] = [:]
    let wanted = anchor.lowercased()
    for topic in indices {
      guard case .heading = kind(of: topic) else { continue }
      if let own = ownAnchor(of: topic), own == anchor { return topic }
      if numbered(title(of: topic), &seen) == wanted { return topic }
    }
    return nil
  }

  /// The anchors that lead to a heading, small letters in the first, the one that it names itself by as it is in the
  /// second; none for other topics.
  /// - Complexity: O(topics)
  package func anchors(of topic: TopicIndex) -> (slug: String?, own: String?) {
    guard case .heading = kind(of: topic) else { return (nil, nil) }
    let own = ownAnchor(of: topic).flatMap { self.topic(anchor: $0) == topic ? $0 : nil }
    return (anchor(of: topic).flatMap { self.topic(anchor: $0) == topic ? $0 : nil }, own)
  }

  /// The anchor of a heading; nil for other topics.
  /// - Complexity: O(topics above it in the file)
  package func anchor(of topic: TopicIndex) -> String? {
    guard case .heading = kind(of: topic) else { return nil }
    var seen: [String: Int] = [:]
    for other in indices {
      guard case .heading = kind(of: other) else { continue }
      let anchor = numbered(title(of: other), &seen)
      if other == topic { return anchor }
    }
    return nil
  }

  /// The slug, with `-1`, `-2` on later headings of the same one.
  private func numbered(_ title: String, _ seen: inout [String: Int]) -> String {
    let slug = GitHubAnchor.slug(of: title)
    let count = seen[slug, default: 0]
    seen[slug] = count + 1
    return count == 0 ? slug : "\(slug)-\(count)"
  }

  /// What stands in `{#...}` at the end of a heading's source.
  private func ownAnchor(of topic: TopicIndex) -> String? {
    let source = sourceText(self[topic].title)
    guard let start = source.ranges(of: "{#").last?.upperBound,
      let end = source[start...].firstIndex(of: "}")
    else { return nil }
    return String(source[start..<end])
  }
}
