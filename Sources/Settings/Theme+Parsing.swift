import Terminal
import YAML

extension Theme {
  /// Reads a theme: our own format, or a base16 scheme as it stands.
  ///
  /// Roles that the file does not mention look as usual over its palette. Mistakes in single lines are reported, and
  /// the rest of the file counts. `file` is its name for people, `name` what the theme is chosen by.
  /// - Throws: What keeps the file from being a theme at all.
  package static func parse(
    _ bytes: [UInt8], name: String, file: String
  ) throws(SettingsProblem) -> (theme: Theme, warnings: [SettingsProblem]) {
    var reader = ThemeReader(SettingsReader(file: file))
    let theme = try reader.theme(bytes, name: name)
    return (theme, reader.reader.problems)
  }
}

/// Reads one theme file.
private struct ThemeReader {
  var reader: SettingsReader
  private var colors: [String: Color] = [:]
  private var missing: Set<String> = []
  /// The names of the palette that were reported as invalid already.
  private var broken: Set<String> = []
  /// The places where the palette names its colours.
  private var places: [String: SettingsPlace] = [:]

  /// The names of a base16 palette.
  private static let standardNames = Set((0..<16).map { "base0" + String($0, radix: 16, uppercase: true) })

  private enum Entry: String, CaseIterable {
    case palette, roles, name, variant, author, system, scheme, slug, description

    var index: Int { Entry.allCases.firstIndex(of: self) ?? 0 }
  }

  init(_ reader: SettingsReader) { self.reader = reader }

  /// Reads the theme that is chosen by `name`, and collects the mistakes in single lines in `reader`.
  ///
  /// - Throws: the fault that keeps the file from being a theme: it is not YAML, or has neither colours nor roles.
  mutating func theme(_ bytes: [UInt8], name: String) throws(SettingsProblem) -> Theme {
    let root = try reader.root(bytes)
    var entries = [SourceNode?](repeating: nil, count: Entry.allCases.count)
    for field in root {
      let (name, value) = (field.key, field.content)
      if let entry = Entry(rawValue: name) {
        entries[entry.index] = value
      } else if name.hasPrefix("base"), name.count == 6 {
        addColor(name, value, at: field)
      } else {
        reader.report(.unknownKey(name, nearest: nearestName(to: name, in: Entry.allCases.map(\.rawValue))), at: field)
      }
    }
    if let palette = entries[Entry.palette.index] {
      for field in reader.fields(palette, key: "palette") { addColor(field.key, field.content, at: field) }
    }
    if colors.isEmpty, entries[Entry.roles.index] == nil {
      throw SettingsProblem(.noPalette, at: SettingsPlace(file: reader.file, line: 1, column: 1))
    }
    let title = (entries[Entry.name.index] ?? entries[Entry.scheme.index])?.text
    return theme(
      name: name, title: title ?? name,
      isLight: isLight(entries[Entry.variant.index]), specs: styleSpecs(entries[Entry.roles.index]))
  }

  private mutating func addColor(_ name: String, _ node: SourceNode, at key: SourceNode.Field) {
    places[name] = reader.place(key)
    broken.insert(name)
    guard let text = node.text, let color = Color(hex: text) else {
      return reader.report(.badColor(name: name, value: reader.words(of: node)), at: node)
    }
    broken.remove(name)
    colors[name] = color
  }

  /// The colour of the palette that has no meaning of its own and is spelled most like `name`.
  private func nearestColor(to name: String) -> String? {
    nearestName(to: name, in: places.keys.filter { !ThemeReader.standardNames.contains($0) }.sorted())
  }

  private mutating func isLight(_ variant: SourceNode?) -> Bool {
    if let variant, let isLight = reader.choice(variant, key: "variant", ["light": true, "dark": false]) {
      return isLight
    }
    return colors["base00"]?.isLight ?? false
  }

  /// The look of every role and where the file gives it.
  private mutating func styleSpecs(_ node: SourceNode?) -> [(role: Role, spec: StyleSpec, node: SourceNode?)] {
    var given = [SourceNode?](repeating: nil, count: Role.allCases.count)
    if let node {
      for field in reader.fields(node, key: "roles") {
        let (name, value) = (field.key, field.content)
        guard let role = Role(name: name) else {
          let nearest = nearestName(to: name, in: Role.allCases.map(\.name))
          reader.report(.unknownRole(name, nearest: nearest), at: field)
          continue
        }
        if value.text == nil {
          reader.report(
            .badValue(key: name, value: reader.words(of: value), expected: "words such as “base0D bold”"), at: value)
        } else {
          given[Int(role.index)] = value
        }
      }
    }
    return Role.allCases.map { role in
      let node = given[Int(role.index)]
      return (role, StyleSpec(node?.text ?? role.standardSpec), node)
    }
  }

  private mutating func theme(
    name: String, title: String, isLight: Bool, specs: [(role: Role, spec: StyleSpec, node: SourceNode?)]
  ) -> Theme {
    var full: [Style] = []
    var ansi: [Style] = []
    for (role, spec, node) in specs {
      full.append(
        Style(
          foreground: color(spec.foreground, of: role, node), background: color(spec.background, of: role, node),
          attributes: spec.attributes))
      let bare = StyleSpec(role.attributesWithoutColor).attributes
      let text = role.isBackground ? nil : spec.foreground.flatMap { AnsiColor.text($0, isLight: isLight) }
      ansi.append(Style(foreground: text, attributes: role.isBackground ? bare : spec.attributes))
    }
    return Theme(
      name: name, title: title, isLight: isLight, palette: Palette(styles: full, strongBackgrounds: Role.backgrounds),
      ansiPalette: Palette(styles: ansi, strongBackgrounds: Role.backgrounds))
  }

  private mutating func color(_ name: Substring?, of role: Role, _ node: SourceNode?) -> Color? {
    guard let name, name != "default" else { return nil }
    if let color = colors[String(name)] ?? (name.first == "#" ? Color(hex: String(name)) : nil) { return color }
    if let node {
      let words = StyleSpec.attributeNames.map(\.key) + ["on", "default"] + colors.keys.sorted()
      let nearest = nearestName(to: String(name), in: words)
      reader.report(.unknownWord(String(name), role: role.name, nearest: nearest), at: node)
    } else if !broken.contains(String(name)), missing.insert(String(name)).inserted {
      let nearest = nearestColor(to: String(name))
      let place = nearest.flatMap { places[$0] } ?? SettingsPlace(file: reader.file, line: 1, column: 1)
      reader.problems.append(SettingsProblem(.missingColor(String(name), nearest: nearest), at: place))
    }
    return nil
  }
}
