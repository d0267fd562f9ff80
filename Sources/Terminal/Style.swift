/// A colour as a theme names it; the screen maps it to what the terminal has.
package struct Color: Hashable, Sendable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8
  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }
}

/// What text can look like besides its colour.
package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  package static var plain: Attributes { Attributes(rawValue: 0) }
  package static let bold = Attributes(rawValue: 1)
  package static let dim = Attributes(rawValue: 2)
  package static let italic = Attributes(rawValue: 4)
  package static let underline = Attributes(rawValue: 8)
  package static let reverse = Attributes(rawValue: 16)
  package static let strikethrough = Attributes(rawValue: 32)
}

/// How cells of one kind look. A missing colour is the terminal's own.
package struct Style: Hashable, Sendable {
  package var foreground: Color?
  package var background: Color?
  package var attributes: Attributes

  package init(foreground: Color? = nil, background: Color? = nil, attributes: Attributes = .plain) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// This style laid over `ground`: its own colours where it has them, the attributes of both.
  package func over(_ ground: Style) -> Style {
    Style(
      foreground: foreground ?? ground.foreground, background: background ?? ground.background,
      attributes: attributes.union(ground.attributes))
  }
}

/// What a cell is painted with: names of looks, not looks, so that a frame does not change with the theme.
///
/// `text` and `ground` index a `Palette`; `ground` is what the text lies on (a selected row, a quotation).
package struct Paint: Hashable, Sendable {
  package var text: UInt8
  package var ground: UInt8
  /// Emphasis of the text itself (bold, italic, struck through) on top of what the theme gives.
  package var attributes: Attributes

  package init(text: UInt8, ground: UInt8, attributes: Attributes = .plain) {
    self.text = text
    self.ground = ground
    self.attributes = attributes
  }
}

/// The style of every paint index, as one theme gives it. Index 0 is the plain look.
package struct Palette: Hashable, Sendable {
  package var styles: [Style]
  /// The indices that, as a ground, give the text on them their own colour where they have one: a selection, a match.
  package var strongGrounds: Set<UInt8>

  package init(styles: [Style], strongGrounds: Set<UInt8> = []) {
    self.styles = styles
    self.strongGrounds = strongGrounds
  }

  /// The look of `paint`; an index that the palette lacks looks plain.
  ///
  /// The background is the ground's, and only on the plain ground the text's own.
  package subscript(paint: Paint) -> Style {
    let text = self[index: paint.text]
    let ground = self[index: paint.ground]
    var style = strongGrounds.contains(paint.ground) ? ground.over(text) : text.over(ground)
    if paint.ground != 0 { style.background = ground.background ?? text.background }
    style.attributes.formUnion(paint.attributes)
    return style
  }

  private subscript(index index: UInt8) -> Style {
    Int(index) < styles.count ? styles[Int(index)] : Style()
  }
}
