/// Keys of layouts that are not Latin, by their places on a US keyboard: whoever writes such a script has commands
/// under the same fingers, without switching.
package enum KeyboardLayout {
  /// Returns the characters at the places of the keys that type `scalar`: mostly one, several for a syllable that is
  /// typed with several keys; none where that is not known.
  package static func places(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if let place = places[scalar] { return [place] }
    // Hangul syllables (Unicode, section 3.12): as they are typed on a keyboard with two sets.
    guard (0xAC00...0xD7A3).contains(scalar.value) else { return [] }
    let index = Int(scalar.value - 0xAC00)
    let final = index % 28
    return Array((initials[index / 588] + vowels[index % 588 / 28] + finals[final]).unicodeScalars)
  }

  /// The characters that a layout types at the places of the second text, in the order of the places.
  private static let layouts: [(typed: String, places: String)] = [
    // Russian, with Ukrainian and Belarusian letters.
    ("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"),
    ("ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ№", "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~#"),
    ("іїєґўІЇЄҐЎ", "s]'\\oS}\"|O"),
    // Greek.
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    ("ΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ", "ERTYUIOPASDFGHJKLZXCVBNM"),
    ("άέήίόύώϊϋΆΈΉΊΌΎΏ", "aehioyviyAEHIOYV"),
    // Hebrew.
    ("קראטוןםפשדגכעיחלךףזסבהנמצתץ", "ertyuiopasdfghjkl;zxcvbnm,."),
    // Arabic.
    ("ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ", "qwertyuiop[]asdfghjkl;'zxcvnm,./`"),
    ("إأآ؟،؛ـ÷×", "YHN?KPJIO"),
    ("\u{64E}\u{64B}\u{64F}\u{64C}\u{650}\u{64D}\u{652}", "QWERASX"),
    ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
    // Korean, two sets.
    ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", "qwertyuiopasdfghjklzxcvbnm"),
    ("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP"),
  ]

  private static let places: [Unicode.Scalar: Unicode.Scalar] = {
    var places: [Unicode.Scalar: Unicode.Scalar] = [:]
    for layout in layouts {
      for (typed, place) in zip(layout.typed.unicodeScalars, layout.places.unicodeScalars) { places[typed] = place }
    }
    return places
  }()

  private static let initials = [
    "r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g",
  ]
  private static let vowels = [
    "k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l",
  ]
  private static let finals = [
    "", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "qt", "t", "T",
    "d", "w", "c", "z", "x", "v", "g",
  ]
}
