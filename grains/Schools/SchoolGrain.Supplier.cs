using System.Security.Cryptography;
using System.Text;
using Uso.Grains.Secrets;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>What a MIS that pushes shows beside the school's licence key: who supplies the data. Kept hashed, compared in constant time.</summary>
internal sealed partial class SchoolGrain
{
    private const int SupplierIdBytes = 4;

    public async Task<Outcome<SupplierCredentials>> IssueSupplierCredentialsAsync(Caller caller)
    {
        if (Check(caller, Role.ServiceDesk) is { } problem)
        {
            return problem;
        }

        if (Descriptor() is not { } mis)
        {
            return NoMis();
        }

        if (mis.Route is not MisRoute.MisPush)
        {
            return new Problem(ProblemCodes.MisDoesNotPush, $"{mis.DisplayName} does not send data itself, so that it needs no supplier credentials.");
        }

        var issued = new SupplierCredentials
        {
            SupplierId = $"{mis.Code}-{RandomNumberGenerator.GetHexString(SupplierIdBytes * 2, lowercase: true)}",
            SupplierPassword = SecretHash.NewSecret(),
        };
        await AuditAsync(caller, "supplier-credentials-issued", issued.SupplierId);
        state.State.Supplier = new SchoolState.KnownSupplier { Id = issued.SupplierId, PasswordSha256 = SecretHash.Of(issued.SupplierPassword) };
        await WriteAsync();
        return issued;
    }

    public Task<bool> VerifySupplierAsync(string supplierId, string supplierPassword)
    {
        // The same work whether there are any or not, and whichever of the two is wrong.
        var known = state.State.Supplier ?? new SchoolState.KnownSupplier { Id = "", PasswordSha256 = SecretHash.Of("no supplier") };
        var id = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(SecretHash.Of(supplierId)), Encoding.UTF8.GetBytes(SecretHash.Of(known.Id)));
        var password = SecretHash.Matches(supplierPassword, known.PasswordSha256);
        return Task.FromResult(state.State.Supplier is not null & id & password);
    }
}
