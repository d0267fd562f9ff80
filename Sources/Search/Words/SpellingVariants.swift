/// Other spellings of a word: British and American English, irregular plurals, German without umlauts or `ß`, letters
/// that are joined to one.
enum SpellingVariants {
  /// The other spellings of `word`, which is in small letters; marks count. Some of what comes out is no word at all,
  /// which does no harm to who looks for words that are there.
  static func of(_ word: String) -> [String] {
    guard word.utf8.count > 2, word.utf8.count <= 40 else { return [] }
    var found: [String] = []
    func add(_ other: String) {
      if other != word, !other.isEmpty, !found.contains(other) { found.append(other) }
    }
    for pair in pairs where word.hasPrefix(pair.british) || word.hasPrefix(pair.american) {
      if word.hasPrefix(pair.british) { add(pair.american + word.dropFirst(pair.british.count)) }
      if word.hasPrefix(pair.american) { add(pair.british + word.dropFirst(pair.american.count)) }
    }
    for (one, many) in irregular {
      if word == one { add(many) }
      if word == many { add(one) }
    }
    for (from, to) in endings {
      for (from, to) in [(from, to), (to, from)] {
        if word.hasSuffix(from), word.count - from.count >= 4 { add(word.dropLast(from.count) + to) }
      }
    }
    doubled(word, add)
    german(word, add)
    joined(word, add)
    if word.contains("-") { add(word.split(separator: "-").joined()) }
    return found
  }

  /// `travelled` and `traveled`: British English doubles an `l` before an ending.
  private static func doubled(_ word: String, _ add: (String) -> Void) {
    for ending in ["ed", "ing", "er", "ers", "ings", "ation", "ous"] {
      guard word.hasSuffix(ending), word.count - ending.count >= 4 else { continue }
      let stem = word.dropLast(ending.count)
      if stem.hasSuffix("ll") {
        add(stem.dropLast() + ending)
      } else if stem.hasSuffix("l"), let before = stem.dropLast().last, "aeiou".contains(before) {
        add(stem + "l" + ending)
      }
    }
  }

  /// `Strasse` and `Straße`, `Aepfel` and `Äpfel`.
  private static func german(_ word: String, _ add: (String) -> Void) {
    if word.contains("ß") { add(word.replacing("ß", with: "ss")) }
    if word.contains("ss") { add(word.replacing("ss", with: "ß")) }
    for (letter, pair) in [("ä", "ae"), ("ö", "oe"), ("ü", "ue")] {
      if word.contains(letter) { add(word.replacing(letter, with: pair)) }
      if word.contains(pair) { add(word.replacing(pair, with: letter)) }
    }
    let whole = [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")].reduce(word) { $0.replacing($1.1, with: $1.0) }
    add(whole)
  }

  /// `encyclopædia`, `cœur`, and the ligatures that come out of printed pages: `ﬁne`, `oﬃce`.
  private static func joined(_ word: String, _ add: (String) -> Void) {
    for (letter, pair) in [("æ", "ae"), ("œ", "oe"), ("ĳ", "ij")] {
      if word.contains(letter) { add(word.replacing(letter, with: pair)) }
      if word.contains(pair) { add(word.replacing(pair, with: letter)) }
    }
    // The longest first, as printers have them.
    let ligatures = [("ﬃ", "ffi"), ("ﬄ", "ffl"), ("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl")]
    add(ligatures.reduce(word) { $0.replacing($1.0, with: $1.1) })
    add(ligatures.reduce(word) { $0.replacing($1.1, with: $1.0) })
  }

  private static let endings = [
    ("ise", "ize"), ("ised", "ized"), ("ises", "izes"), ("ising", "izing"), ("iser", "izer"), ("isers", "izers"),
    ("isation", "ization"), ("isations", "izations"), ("yse", "yze"), ("ysed", "yzed"), ("yses", "yzes"),
    ("ysing", "yzing"), ("yser", "yzer"), ("ogue", "og"), ("ogues", "ogs"), ("ogued", "oged"), ("oguing", "oging"),
    ("isable", "izable"), ("isational", "izational"),
  ]

  private static let irregular: [(String, String)] = [
    ("index", "indices"), ("matrix", "matrices"), ("vertex", "vertices"), ("vortex", "vortices"),
    ("appendix", "appendices"), ("child", "children"), ("man", "men"), ("woman", "women"), ("person", "people"),
    ("mouse", "mice"), ("foot", "feet"), ("tooth", "teeth"), ("goose", "geese"), ("ox", "oxen"),
    ("criterion", "criteria"), ("phenomenon", "phenomena"), ("datum", "data"), ("medium", "media"),
    ("analysis", "analyses"), ("thesis", "theses"), ("hypothesis", "hypotheses"), ("basis", "bases"),
    ("axis", "axes"), ("crisis", "crises"), ("leaf", "leaves"), ("half", "halves"), ("knife", "knives"),
    ("life", "lives"), ("wolf", "wolves"), ("shelf", "shelves"), ("radius", "radii"), ("locus", "loci"),
    ("formula", "formulae"), ("schema", "schemata"), ("stimulus", "stimuli"), ("nucleus", "nuclei"),
    ("write", "written"), ("write", "wrote"), ("run", "ran"), ("go", "went"), ("buy", "bought"), ("think", "thought"),
    ("build", "built"), ("choose", "chosen"), ("choose", "chose"), ("begin", "began"), ("begin", "begun"),
    ("break", "broken"), ("break", "broke"), ("speak", "spoken"), ("find", "found"), ("bind", "bound"),
    ("hold", "held"), ("keep", "kept"), ("send", "sent"), ("spend", "spent"), ("teach", "taught"),
  ]

  /// The beginnings of words in British and in American English.
  private static let pairs: [(british: String, american: String)] =
    [
      "arb", "arm", "behavi", "cand", "clam", "clang", "col", "demean", "discol", "dishon", "enam", "endeav", "fav",
      "ferv", "flav", "glam", "harb", "hon", "hum", "lab", "misdemean", "neighb", "od", "parl", "ranc", "rig", "rum",
      "sav", "splend", "succ", "tum", "val", "vap", "vig",
    ].map { ($0 + "our", $0 + "or") }
    + [
      "calib", "cent", "epicent", "fib", "lit", "lust", "meag", "met", "millimet", "centimet", "kilomet", "och", "sab",
      "scept", "somb", "spect", "theat", "manoeuv",
    ].map { ($0 + "re", $0 + "er") }
    + [
      ("defence", "defense"), ("offence", "offense"), ("licence", "license"), ("pretence", "pretense"),
      ("practise", "practice"), ("grey", "gray"), ("tyre", "tire"), ("plough", "plow"), ("programme", "program"),
      ("cheque", "check"), ("aluminium", "aluminum"), ("sceptic", "skeptic"), ("mould", "mold"),
      ("draught", "draft"), ("storey", "story"), ("judgement", "judgment"), ("acknowledgement", "acknowledgment"),
      ("ageing", "aging"), ("moustache", "mustache"), ("pyjama", "pajama"), ("artefact", "artifact"),
      ("disc", "disk"), ("cosy", "cozy"), ("jewellery", "jewelry"), ("maths", "math"), ("fulfil", "fulfill"),
      ("skilful", "skillful"), ("enrol", "enroll"), ("instal", "install"), ("anaem", "anem"), ("anaesth", "anesth"),
      ("encyclopaed", "encycloped"), ("orthopaed", "orthoped"), ("paediatr", "pediatr"), ("oestrogen", "estrogen"),
      ("foet", "fet"), ("haem", "hem"), ("diarrhoea", "diarrhea"), ("manoeuvre", "maneuver"), ("aesthet", "esthet"),
      ("leukaem", "leukem"), ("caesar", "cesar"), ("gynaec", "gynec"), ("archaeo", "archeo"), ("mediaev", "mediev"),
      ("email", "e-mail"), ("online", "on-line"), ("offline", "off-line"), ("dataset", "data-set"),
      ("realtime", "real-time"), ("runtime", "run-time"), ("cooperat", "co-operat"), ("coordinat", "co-ordinat"),
    ]
}
