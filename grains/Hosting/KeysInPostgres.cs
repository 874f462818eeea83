using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Uso.Grains.Hosting;

/// <summary>Keeps data-protection keys in table <c>uso_key</c>, where every silo and API instance finds them, encrypted for the certificate of <see cref="KeyProtectionOptions"/>.</summary>
internal sealed class KeysInPostgres(NpgsqlDataSource database) : IConfigureOptions<KeyManagementOptions>, IXmlRepository
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var select = database.CreateCommand("SELECT xml FROM uso_key ORDER BY name");
        using var reader = select.ExecuteReader();
        List<XElement> found = [];
        while (reader.Read())
        {
            found.Add(XElement.Parse(reader.GetString(0)));
        }

        return found;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var insert = database.CreateCommand("INSERT INTO uso_key (name, xml) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml");
        insert.Parameters.AddWithValue(NpgsqlDbType.Text, friendlyName);
        insert.Parameters.AddWithValue(NpgsqlDbType.Text, element.ToString(SaveOptions.DisableFormatting));
        insert.ExecuteNonQuery();
    }
}
