using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Uso.Silo.Import;

/// <summary>Encrypts a data-protection key that lay in clear, in the form in which the key manager would have stored it.</summary>
internal static class KeyWrapping
{
    private static readonly XNamespace Space = "http://schemas.asp.net/2015/03/dataProtection";

    /// <param name="key">The stored key. One that is encrypted already stays as it is.</param>
    /// <param name="encryptor">Null: in clear there, too.</param>
    public static XElement Wrap(XElement key, IXmlEncryptor? encryptor)
    {
        var copy = new XElement(key);
        foreach (var secret in encryptor is null ? [] : copy.Descendants().Where(element => (bool?)element.Attribute(Space + "requiresEncryption") is true).ToList())
        {
            var encrypted = encryptor!.Encrypt(secret);
            secret.ReplaceWith(new XElement(
                Space + "encryptedSecret", new XAttribute("decryptorType", encrypted.DecryptorType.AssemblyQualifiedName!), encrypted.EncryptedElement));
        }

        return copy;
    }
}
