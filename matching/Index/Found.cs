using Uso.Matching.Compare;

namespace Uso.Matching.Index;

/// <summary>An account in a record's net.</summary>
/// <param name="Bits">The weight of evidence; null where the rules decide.</param>
internal readonly record struct Found(int Person, string Username, Comparison Comparison, double? Bits = null);
