/// The anchors that GitHub gives to headings.
package enum GitHubAnchor {
  /// The anchor of a heading called `title`, before a number tells twins apart: small letters, digits, `-` and `_`;
  /// blanks become `-`, everything else goes.
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
