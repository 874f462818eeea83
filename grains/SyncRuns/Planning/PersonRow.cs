using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Uso.Mis;

namespace Uso.Grains.SyncRuns;

/// <summary>What Uso keeps of a person's row, and the fingerprint over exactly that: a change elsewhere in the row is no change.</summary>
internal static class PersonRow
{
    private const byte Separator = 0x1F;

    public static AccountKind KindOf(PersonKind kind) => kind switch
    {
        PersonKind.Pupil => AccountKind.Pupil,
        PersonKind.Staff => AccountKind.Staff,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Contacts get no accounts."),
    };

    public static bool IsAboutPeople(Report report) => report is Report.Students or Report.Staff or Report.FutureStudents or Report.FutureStaff;

    public static PersonIdentity IdentityOf(ExtractPerson person) => new()
    {
        LegalFirstName = person.LegalFirstName,
        LegalLastName = person.LegalLastName,
        PreferredFirstName = Differing(person.PreferredFirstName, person.LegalFirstName),
        PreferredLastName = Differing(person.PreferredLastName, person.LegalLastName),
        DateOfBirth = person.DateOfBirth,
        Upn = person.Kind is PersonKind.Pupil ? person.Upn : null,
    };

    public static ulong Fingerprint(ExtractPerson person)
    {
        var size = 64
            + Encoding.UTF8.GetMaxByteCount(
                Length(person.LegalFirstName) + Length(person.LegalLastName) + Length(person.PreferredFirstName) + Length(person.PreferredLastName)
                + Length(person.Upn) + Length(person.YearGroup) + Length(person.RegistrationGroup));
        var rented = size > 1024 ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[1024];
        var length = 0;
        Add(person.LegalFirstName, buffer, ref length);
        Add(person.LegalLastName, buffer, ref length);
        Add(person.PreferredFirstName, buffer, ref length);
        Add(person.PreferredLastName, buffer, ref length);
        Add(person.Kind is PersonKind.Pupil ? person.Upn : null, buffer, ref length);
        Add(person.YearGroup, buffer, ref length);
        Add(person.RegistrationGroup, buffer, ref length);
        Add(person.DateOfBirth, buffer, ref length);
        Add(person.StartDate, buffer, ref length);
        buffer[length++] = person.IsFuture ? (byte)1 : (byte)0;
        if (person.Enrolment is { } enrolment)
        {
            // Only where the MIS says: the rows of others keep the fingerprint that they had before this was read.
            buffer[length++] = (byte)enrolment;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer[..length], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    public static Enrolment? EnrolmentOf(ExtractPerson person) => person.Enrolment switch
    {
        EnrolmentStatus.Single => Enrolment.Single,
        EnrolmentStatus.Main => Enrolment.Main,
        EnrolmentStatus.Subsidiary => Enrolment.Subsidiary,
        EnrolmentStatus.Guest => Enrolment.Guest,
        _ => null,
    };

    private static string? Differing(string? preferred, string legal) => preferred == legal ? null : preferred;

    private static int Length(string? value) => value?.Length ?? 0;

    private static void Add(string? value, Span<byte> buffer, ref int length)
    {
        if (value is not null)
        {
            length += Encoding.UTF8.GetBytes(value, buffer[length..]);
        }

        buffer[length++] = Separator;
    }

    private static void Add(DateOnly? date, Span<byte> buffer, ref int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer[length..], date?.DayNumber ?? -1);
        length += sizeof(int);
    }
}
