using Uso.Matching.Compare;

namespace Uso.Matching.Index;

/// <summary>An account in a record's net.</summary>
internal readonly record struct Found(int Person, string Username, Comparison Comparison);
