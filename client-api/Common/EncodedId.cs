using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Uso.ClientApi.Common;

/// <summary>A MIS's id in a URL, as base64url: it may have any character.</summary>
internal static class EncodedId
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Encode(string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(id));

    /// <summary>False unless the text is the one address of an id.</summary>
    public static bool TryDecode(ReadOnlySpan<char> encoded, [NotNullWhen(true)] out string? id)
    {
        id = null;
        if (encoded.IsEmpty || !Base64Url.IsValid(encoded))
        {
            return false;
        }

        try
        {
            id = StrictUtf8.GetString(Base64Url.DecodeFromChars(encoded));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        return encoded.SequenceEqual(Encode(id));
    }
}
