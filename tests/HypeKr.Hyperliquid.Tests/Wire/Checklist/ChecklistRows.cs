using System.Reflection;

namespace HypeKr.Hyperliquid.Tests;

/// <summary>The rows of the checklist. Each static property of this class that holds rows is part of it, in a file for its feature.</summary>
internal static partial class ChecklistRows
{
    /// <summary>An account that requests are about.</summary>
    public static string User { get; } = TestVenue.UserAddress.ToLowerHex();

    /// <summary>All rows by name.</summary>
    public static IReadOnlyDictionary<string, ChecklistRow> All { get; } = typeof(ChecklistRows)
        .GetProperties(BindingFlags.Static | BindingFlags.Public)
        .Where(property => property.PropertyType == typeof(ChecklistRow[]))
        .SelectMany(property => (ChecklistRow[])property.GetValue(null)!)
        .ToDictionary(row => row.Name, StringComparer.Ordinal);
}
