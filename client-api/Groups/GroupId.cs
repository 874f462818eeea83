using System.Diagnostics.CodeAnalysis;

namespace Uso.ClientApi.Groups;

/// <summary>A group in a URL: the MIS's id, base64url.</summary>
public readonly record struct GroupId(string MisId)
{
    private const int MaxLength = 1024;

    public static bool TryParse([NotNullWhen(true)] string? text, out GroupId id)
    {
        id = default;
        if (text is null || text.Length > MaxLength || !EncodedId.TryDecode(text, out var misId))
        {
            return false;
        }

        id = new GroupId(misId);
        return true;
    }

    public override string ToString() => EncodedId.Encode(MisId);
}
