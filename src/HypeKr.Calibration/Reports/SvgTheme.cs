namespace HypeKr.Calibration;

/// <summary>The colours of all pictures: by name in classes, so that one style sheet has them light, dark and in print, and as attributes for viewers that know no style sheets.</summary>
internal static class SvgTheme
{
    /// <summary>How many forecasters have a colour of their own.</summary>
    public const int SeriesCount = 7;

    // Series are distinct for readers with any common colour blindness (Okabe and Ito 2008), on white and on near black.
    private static readonly (string Name, string Light, string Dark)[] Colours =
    [
        ("paper", "#ffffff", "#14181d"),
        ("ink", "#1f2328", "#e6e9ed"),
        ("muted", "#59636e", "#a3adb8"),
        ("grid", "#e6e8eb", "#2a3038"),
        ("axis", "#8b949e", "#6b7681"),
        ("band", "#c3cad2", "#3f4853"),
        ("s0", "#0072b2", "#4fa8e0"),
        ("s1", "#c04f00", "#f08a4b"),
        ("s2", "#00805c", "#3cc79b"),
        ("s3", "#a8568a", "#dd93c2"),
        ("s4", "#9a6a00", "#e6ad33"),
        ("s5", "#2f87ab", "#7cc6ea"),
        ("s6", "#333333", "#cfd4da"),
    ];

    /// <summary>The style sheet, for pictures of class <c>hk</c>. Print comes last: paper is white whatever the screen was.</summary>
    public static string Css { get; } = Build();

    public static string Series(int index) => Names[index];

    private static string[] Names { get; } = [.. Enumerable.Range(0, SeriesCount).Select(i => string.Create(CultureInfo.InvariantCulture, $"s{i}"))];

    /// <summary>The attributes that fill and draw a shape.</summary>
    public static string Paint(string? fill, string? stroke = null)
    {
        var fillText = fill is null ? "fill=\"none\"" : $"fill=\"{Light(fill)}\"";
        var strokeText = stroke is null ? "" : $" stroke=\"{Light(stroke)}\"";
        var classes = string.Join(' ', new[] { fill is null ? null : "f-" + fill, stroke is null ? null : "l-" + stroke }.Where(c => c is not null));
        return $"{fillText}{strokeText} class=\"{classes}\"";
    }

    /// <summary>A text made safe for the inside of an element or attribute.</summary>
    public static string Escape(string text)
    {
        var escaped = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                // Characters that XML cannot hold at all.
                < ' ' or '\ufffe' or '\uffff' => " ",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    /// <summary>A name that fits so many Latin characters, its beginning and end kept where it does not: what tells names apart may be at either.</summary>
    public static string Shorten(string name, int width)
    {
        if (name.Length * 2 <= width) return name;
        var runes = name.EnumerateRunes().ToArray();
        if (runes.Sum(Width) <= width) return name;
        var (head, tail) = (0, runes.Length);
        for (var room = (width - 1) * 2 / 3; head < runes.Length && (room -= Width(runes[head])) >= 0;) head++;
        for (var room = (width - 1) / 3; tail > head && (room -= Width(runes[tail - 1])) >= 0;) tail--;
        return string.Concat(string.Concat(runes[..head]), "…", string.Concat(runes[tail..]));

        // Han, kana, Hangul and emoji take twice the room.
        static int Width(System.Text.Rune rune) => rune.Value >= 0x1100 && rune.Value is <= 0x115F or (>= 0x2E80 and <= 0xD7FF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF00 and <= 0xFF60) or >= 0x1F300 ? 2 : 1;
    }

    private static string Light(string name) => Array.Find(Colours, c => c.Name == name).Light;

    private static string Build()
    {
        var light = string.Concat(Colours.Select(c => $"--{c.Name}:{c.Light};"));
        var dark = string.Concat(Colours.Select(c => $"--{c.Name}:{c.Dark};"));
        var classes = string.Concat(Colours.Select(c => $".f-{c.Name}{{fill:var(--{c.Name})}}.l-{c.Name}{{stroke:var(--{c.Name})}}"));
        return $".hk{{{light}color-scheme:light dark}}\n@media (prefers-color-scheme:dark){{.hk{{{dark}}}}}\n@media print{{.hk{{{light}-webkit-print-color-adjust:exact;print-color-adjust:exact}}}}\n{classes}";
    }
}
